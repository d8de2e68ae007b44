import type { ReportRow } from '@nianbao/contracts';
import { connect } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { readFilter } from '../known-words.ts';
import type { FilterOptions, FilterQuery } from '../program/report-filter-options.ts';
import { profileLabels } from '../read/profile-labels.ts';
import { renderSummaries } from '../report/summary-table.ts';
import type { Io } from '../terminal/io.ts';

const pageSize = 500;

/** Published reports that meet the conditions, in the order asked for. */
export async function runFindReports(
  io: Io,
  { limit, ...given }: FilterOptions & { limit: number },
): Promise<ExitCode> {
  const client = connect(io);
  const filter = await readFilter(io, client, given);
  const found: ReportRow[] = [];
  let total = 0;
  let totalIsBound: true | undefined;
  let cursor: string | null = null;
  do {
    const page = await client.reports({
      ...filter,
      limit: Math.min(pageSize, limit - found.length),
      ...(cursor !== null && { cursor }),
    });
    if (page.total !== null) ({ total, totalIsBound } = page);
    found.push(...page.reports);
    cursor = page.nextCursor;
  } while (cursor !== null && found.length < limit);
  // To the end of the list is further than totals are counted.
  if (cursor === null) [total, totalIsBound] = [found.length, undefined];
  io.document({ total, ...(totalIsBound && { totalIsBound }), reports: found });
  if (!io.json) print(io, found, { total, totalIsBound }, filter);
  return exitCodes.ok;
}

function print(
  io: Io,
  found: readonly ReportRow[],
  { total, totalIsBound }: { total: number; totalIsBound: true | undefined },
  { indicator: key }: FilterQuery,
): void {
  if (found.length > 0) renderSummaries(io, found, profileLabels());
  if (key !== undefined) {
    io.print(profileLabels().indicator(key)[io.language]);
    for (const { place, year, value, unit } of found)
      io.print(`  ${place ?? ''} ${year ?? ''}  ${value ?? ''}${unit ?? ''}`);
  }
  io.print(
    found.length > 0 ? io.t.exports.found(found.length, total, totalIsBound === true) : io.t.exports.none,
  );
}
