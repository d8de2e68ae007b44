import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { autoProfileId, profileIds } from '@nianbao/analysis';
import { describeError, type ErrorCode } from '@nianbao/contracts';
import { CliError } from '../cli-error.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { userFolder } from '../places.ts';
import { profileLabels } from '../read/profile-labels.ts';
import { type ReadReport, readReport } from '../read/read-report.ts';
import { renderReport } from '../report/render-report.ts';
import type { Io } from '../terminal/io.ts';

interface ReadOptions {
  profile?: string;
  text?: boolean;
}

/**
 * Reads one file in this process and shows it like `show`. With `--json`, one document: a `ReportResult` without what only the
 * pipeline knows (resultId, batchId, store keys, timings), or `{ kind: 'failure', code, … }` with exit code 5.
 */
export async function runRead(io: Io, file: string, options: ReadOptions): Promise<ExitCode> {
  const path = resolve(userFolder(io.env), file);
  const found = await stat(path).catch(() => null);
  if (!found) throw new CliError('badInput', io.t.errors.notFound(file));
  if (!found.isFile()) throw new CliError('badInput', io.t.errors.notFile(file));
  const profileId = options.profile ?? autoProfileId;
  if (!profileIds().includes(profileId))
    throw new CliError('badInput', io.t.errors.unknownProfile(profileId));
  const source = { name: basename(path), bytes: found.size };
  try {
    const report = await readReport(path, profileId, io.signal);
    const documentId = await sha256Of(path);
    const { text, ...rest } = report;
    io.document({
      kind: 'report',
      schemaVersion: 1,
      documentId,
      source: { ...source, format: report.format },
      ...rest,
      ...(options.text ? { text } : {}),
    });
    if (!io.json) print(io, path, report);
    return exitCodes.ok;
  } catch (error) {
    const failure = failureOf(error);
    if (failure === null || io.signal.aborted) throw error;
    io.document({ kind: 'failure', schemaVersion: 1, documentId: await sha256Of(path), source, ...failure });
    if (!io.json) io.note(`${file}: ${failure.message[io.language]} (${failure.code}: ${failure.detail})`);
    return exitCodes.badInput;
  }
}

function print(io: Io, path: string, report: ReadReport): void {
  const facts: [string, string][] = [[io.t.report.file, path]];
  if (report.encoding !== undefined) facts.push([io.t.report.encoding, report.encoding]);
  renderReport(io, { ...report, facts }, profileLabels(report.versions.profile));
}

/** A file at fault, in the words of a `ReportFailure`; null for all other errors. */
function failureOf(error: unknown) {
  if (!(error instanceof Error)) return null;
  const crashed = error.name === 'ConverterCrashedError';
  if (!crashed && !(error.name === 'PermanentError' && 'code' in error)) return null;
  const code = crashed ? 'INTERNAL' : (error as Error & { code: ErrorCode }).code;
  const { category, unsupported = false, message } = describeError(code);
  return { code, category, unsupported, message, detail: error.message };
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
