import {
  type CompletenessQuery,
  comparisonWords,
  type RankingQuery,
  type Series,
  type SeriesQuery,
} from '@nianbao/contracts';
import { connect } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { knownWord } from '../known-words.ts';
import { profileLabels } from '../read/profile-labels.ts';
import type { Io } from '../terminal/io.ts';
import { renderTable } from '../terminal/table.ts';

type Change = Series['points'][number]['change'];
type Given<Query> = Partial<Omit<Query, 'indicator' | 'year' | 'format' | 'lang'>>;

const right = { align: 'right' as const };

/** One indicator over the years. */
export async function runSeries(io: Io, word: string, given: Given<SeriesQuery>): Promise<ExitCode> {
  const client = connect(io);
  const indicator = await knownWord(io, client, 'indicators', word);
  const answer = await client.series({ ...given, indicator });
  io.document(answer);
  const t = headings(io);
  const lines = answer.series.flatMap(({ place, points }) =>
    points.map(({ year, value, change }) => [place, String(year), String(value), ...changeCells(change)]),
  );
  const columns = [
    { title: t.place, flexible: true },
    { title: t.year },
    ...titles([t.value, t.change, t.percent]),
  ];
  return print(io, answer, columns, lines);
}

/** The places by one indicator of one year. */
export async function runRanking(
  io: Io,
  word: string,
  given: Given<RankingQuery> & Pick<RankingQuery, 'year'>,
): Promise<ExitCode> {
  const client = connect(io);
  const indicator = await knownWord(io, client, 'indicators', word);
  const answer = await client.ranking({ ...given, indicator });
  io.document(answer);
  const t = headings(io);
  const lines = answer.places.map(({ rank, place, value, previous, change }) => {
    const before = [previous?.rank, previous?.value].map((number) => String(number ?? ''));
    return [String(rank), place, String(value), ...before, ...changeCells(change)];
  });
  const numbers = titles([t.value, t.previousRank, t.previous, t.change, t.percent]);
  return print(
    io,
    answer,
    [{ title: t.rank, ...right }, { title: t.place, flexible: true }, ...numbers],
    lines,
  );
}

/** Who filed the year's report, in time, with which parts. */
export async function runCompleteness(
  io: Io,
  { profile, ...given }: Given<CompletenessQuery> & Pick<CompletenessQuery, 'year'>,
): Promise<ExitCode> {
  const client = connect(io);
  const answer = await client.completeness({
    ...given,
    ...(profile !== undefined && { profile: await knownWord(io, client, 'profiles', profile) }),
  });
  io.document(answer);
  const { filed, late } = comparisonWords;
  const { none, totals } = io.t.compare;
  const t = headings(io);
  const labels = profileLabels();
  const columns = [
    { title: t.place, flexible: true },
    ...[t.filed, t.issuedOn, t.late].map((title) => ({ title })),
    { title: t.missing, flexible: true },
    { title: t.findings, ...right },
  ];
  const lines = answer.places.map((each) => [
    each.place,
    filed[each.filed ? 'yes' : 'no'][io.language],
    each.issuedOn ?? '',
    each.late === null ? '' : late[each.late][io.language],
    each.missingParts.map((key) => labels.part(key)[io.language]).join('; '),
    each.filed ? String(each.findings) : '',
  ]);
  if (lines.length === 0) io.print(none);
  else io.print(renderTable(io, columns, lines));
  if (lines.length > 0) io.print(totals(answer.totals));
  return exitCodes.ok;
}

function print(
  io: Io,
  { indicator, unit, leftOut }: { indicator: string; unit: string | null; leftOut: number },
  columns: Parameters<typeof renderTable>[1],
  lines: string[][],
): ExitCode {
  const { title, none, leftOut: others } = io.t.compare;
  io.print(title(profileLabels().indicator(indicator)[io.language], unit));
  io.print(lines.length === 0 ? none : renderTable(io, columns, lines));
  if (leftOut > 0) io.print(others(leftOut));
  return exitCodes.ok;
}

function headings({ language }: Io): Record<keyof typeof comparisonWords.columns, string> {
  const { columns } = comparisonWords;
  const names = Object.keys(columns) as (keyof typeof columns)[];
  return Object.fromEntries(names.map((name) => [name, columns[name][language]])) as Record<
    (typeof names)[number],
    string
  >;
}

function titles(list: readonly string[]) {
  return list.map((title) => ({ title, ...right }));
}

function changeCells(change: Change): string[] {
  const signed = (number: number | null | undefined) =>
    number === null || number === undefined ? '' : number > 0 ? `+${number}` : String(number);
  return [signed(change?.absolute), signed(change?.percent)];
}
