import type { DocumentSummary } from '@nianbao/contracts';
import { connect } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { profileLabels } from '../read/profile-labels.ts';
import { renderSummaries } from '../report/summary-table.ts';
import type { Io } from '../terminal/io.ts';

const defaultLimit = 50;

/** Documents that have every word in their name, title or place, or as their year. Exit code 5 when there is none. */
export async function runFind(
  io: Io,
  words: readonly string[],
  { limit = defaultLimit }: { limit?: number },
): Promise<ExitCode> {
  const { t } = io;
  const found: DocumentSummary[] = [];
  for await (const document of connect(io).eachDocument({ q: words.join(' ') })) {
    found.push(document);
    if (found.length > limit) break;
  }
  const shown = found.slice(0, limit);
  io.document({ documents: shown });
  if (found.length === 0) {
    io.print(t.errors.noDocument(words.join(' ')));
    return exitCodes.badInput;
  }
  renderSummaries(io, shown, profileLabels());
  io.print(found.length > limit ? t.results.first(limit) : t.results.count(shown.length));
  return exitCodes.ok;
}
