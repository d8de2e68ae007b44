import { existsSync } from 'node:fs';
import type { DocumentSummary } from '@nianbao/contracts';
import { batchName } from '../batch-name.ts';
import { CliError } from '../cli-error.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { sampleFolder, userFolder } from '../places.ts';
import { profileLabels } from '../read/profile-labels.ts';
import { renderSummaries, type SummaryRow } from '../report/summary-table.ts';
import { byName, collectFinished, type Finished } from '../run/collect-finished.ts';
import { openStack } from '../run/open-stack.ts';
import type { Io } from '../terminal/io.ts';
import { collectUploads } from '../upload/collect-uploads.ts';
import { outcomeDocument, printOutcome } from '../upload/print-outcome.ts';
import type { UploadOutcome } from '../upload/upload-all.ts';
import type { Collection } from '../upload/upload-file.ts';
import { uploadWithProgress } from '../upload/upload-with-progress.ts';

interface RunOptions {
  batch?: string;
  profile?: string;
  concurrency: number;
  strict?: boolean;
}

const sampleBatch = 'samples';
/** Rows of the summary on a screen; `--json` and the results file have all. */
const shownRows = 60;

/** From nothing to results: start (or attach), upload, wait, show, stop. Files read before are not read again, but shown. */
export async function runRun(io: Io, paths: string[], options: RunOptions): Promise<ExitCode> {
  const { t } = io;
  const cwd = userFolder(io.env);
  if (paths.length === 0) io.note(t.run.samples);
  if (paths.length === 0 && !existsSync(sampleFolder()))
    throw new CliError('badInput', t.errors.noSamples(sampleFolder()));
  const inputs = paths.length === 0 ? [sampleFolder()] : paths;
  const batch = batchName(options.batch ?? (paths.length === 0 ? sampleBatch : undefined), inputs, cwd, t);
  const collection = await collectUploads(inputs, cwd, t);
  try {
    if (collection.files.length === 0 && collection.skipped.length === 0) {
      throw new CliError('badInput', t.errors.nothingToUpload);
    }
    const stack = await openStack(io);
    try {
      const outcome = await uploadWithProgress(io, stack.client, collection.files, { ...options, batch });
      const finished = await collectFinished(io, stack.client, { batch, outcome, dataDir: stack.dataDir });
      return summarize(io, batch, { outcome, collection, finished }, options.strict === true);
    } finally {
      await stack.close();
    }
  } finally {
    await collection.close();
  }
}

/** Files of one content are one document: the others are shown beside it, without its figures. */
function withRepeated(documents: readonly DocumentSummary[], { repeated }: UploadOutcome): SummaryRow[] {
  const others = repeated.flatMap(({ name, sha256 }): SummaryRow[] => {
    const first = documents.find(({ documentId }) => documentId === sha256);
    if (first === undefined) return [];
    const nothing = { quantities: null, indicators: null, missingParts: null, findings: null };
    return [{ ...first, ...nothing, name, state: 'duplicate', duplicateOf: first.name }];
  });
  return [...documents, ...others].sort((a, b) => byName.compare(a.name, b.name));
}

interface Parts {
  outcome: UploadOutcome;
  collection: Collection;
  finished: Finished;
}

function summarize(
  io: Io,
  batch: string,
  { outcome, collection, finished }: Parts,
  strict: boolean,
): ExitCode {
  const { t } = io;
  const { documents, resultsFile } = finished;
  const upload = outcomeDocument(batch, outcome, collection);
  io.document({ kind: 'run', ...upload, documents, resultsFile });
  printOutcome(io, batch, outcome, upload.skipped, collection.ignored);
  io.print();
  io.print(io.colours.bold(t.run.summary));
  if (documents.length === 0) io.print(t.run.none);
  else renderSummaries(io, withRepeated(documents, outcome), profileLabels(), shownRows);
  const sum = (key: 'quantities' | 'indicators' | 'findings'): number =>
    documents.reduce((total, document) => total + (document[key] ?? 0), 0);
  io.print();
  io.print(t.run.total(documents.length, sum('quantities'), sum('indicators'), sum('findings')));
  io.print(t.run.where(resultsFile));
  io.print(t.run.showHint);
  const unread = documents.some(({ state }) => state === 'failed' || state === 'unsupported');
  if (outcome.failed.length > 0 || (strict && (unread || upload.skipped.length > 0)))
    return exitCodes.someFailed;
  return exitCodes.ok;
}
