import type { NianbaoClient } from '@nianbao/client';
import type { DocumentSummary } from '@nianbao/contracts';
import { byteOrderMark } from '@nianbao/exports';
import { connect } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { profileLabels } from '../read/profile-labels.ts';
import { csvHeader, summaryLine } from '../report/results-csv.ts';
import { renderSummaries } from '../report/summary-table.ts';
import type { Io } from '../terminal/io.ts';

interface ResultsOptions {
  batch?: string;
  query?: string;
  limit?: number;
  format?: 'table' | 'json' | 'ndjson' | 'csv';
  bom?: boolean;
  strict?: boolean;
}

/** Documents with what was read in them. NDJSON and CSV are written page by page, however many there are. */
export async function runResults(io: Io, options: ResultsOptions): Promise<ExitCode> {
  const { t } = io;
  const documents = select(connect(io), options);
  const format = options.format ?? (io.json ? 'json' : 'table');
  let failed = 0;
  const counted = countFailures(documents, () => failed++);
  if (format === 'ndjson') for await (const document of counted) io.line(document);
  else if (format === 'csv') {
    io.stdout.write(`${options.bom ? byteOrderMark : ''}${csvHeader}`);
    for await (const document of counted) io.stdout.write(summaryLine(document));
  } else {
    const all: DocumentSummary[] = [];
    for await (const document of counted) all.push(document);
    if (format === 'json') io.stdout.write(`${JSON.stringify({ documents: all }, null, 2)}\n`);
    else if (all.length === 0) io.print(t.results.none);
    else {
      renderSummaries(io, all, profileLabels());
      io.print(t.results.count(all.length));
    }
  }
  return options.strict && failed > 0 ? exitCodes.someFailed : exitCodes.ok;
}

async function* select(
  client: NianbaoClient,
  { batch, query, limit = Infinity }: ResultsOptions,
): AsyncGenerator<DocumentSummary> {
  let left = limit;
  const filter = { ...(batch === undefined ? {} : { batch }), ...(query === undefined ? {} : { q: query }) };
  for await (const document of client.eachDocument(filter)) {
    if (left-- <= 0) return;
    yield document;
  }
}

async function* countFailures(
  documents: AsyncIterable<DocumentSummary>,
  onFailure: () => void,
): AsyncGenerator<DocumentSummary> {
  for await (const document of documents) {
    if (document.state === 'failed' || document.state === 'unsupported') onFailure();
    yield document;
  }
}
