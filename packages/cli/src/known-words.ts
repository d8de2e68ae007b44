import type { NianbaoClient } from '@nianbao/client';
import { type ConsoleConfig, findingNames, nearestWords } from '@nianbao/contracts';
import { CliError } from './cli-error.ts';
import { type FilterOptions, type FilterQuery, filterQuery } from './program/report-filter-options.ts';
import type { Io } from './terminal/io.ts';

/** What the words of a condition may be. */
export const termKinds = ['indicators', 'parts', 'profiles', 'findings'] as const;
export type TermKind = (typeof termKinds)[number];

/** A word the conditions know, with its Chinese and English name. */
export interface Term {
  key: string;
  names: readonly string[];
}

const kindOf = {
  indicator: 'indicators',
  missing: 'parts',
  profile: 'profiles',
  finding: 'findings',
} as const satisfies Partial<Record<keyof FilterQuery, TermKind>>;

/** The conditions as the API takes them: names of indicators, parts and genres may stand for their keys. Throws CliError for unknown ones. */
export async function readFilter(io: Io, client: NianbaoClient, given: FilterOptions): Promise<FilterQuery> {
  const query: Record<string, unknown> = filterQuery(given);
  const asked = Object.entries(kindOf).filter(([field]) => typeof query[field] === 'string');
  if (asked.length === 0) return query;
  const config = await client.config();
  for (const [field, kind] of asked)
    query[field] = keyOf(io, kind, String(query[field]), termsOf(config, kind));
  return query;
}

/** The key of a word of one kind, given by key or name. Throws CliError for an unknown one. */
export async function knownWord(
  io: Io,
  client: NianbaoClient,
  kind: TermKind,
  word: string,
): Promise<string> {
  return keyOf(io, kind, word, termsOf(await client.config(), kind));
}

/** The words of one kind that this installation knows. */
export function termsOf(config: ConsoleConfig, kind: TermKind): Term[] {
  return kind === 'findings'
    ? config.findingCodes.map((key) => ({ key, names: Object.values(findingNames[key]) }))
    : config[kind].map(({ key, label }) => ({ key, names: [label.zh, label.en] }));
}

/** By key, by name, or by a part of the one name that has it. */
function keyOf(io: Io, kind: TermKind, word: string, terms: readonly Term[]): string {
  const wanted = word.trim().toLowerCase();
  const has = (test: (name: string) => boolean) =>
    terms.filter(({ key, names }) => [key, ...names].some((name) => test(name.toLowerCase())));
  const [exact] = has((name) => name === wanted);
  const parts = wanted.length < 2 ? [] : has((name) => name.includes(wanted));
  const found = exact ?? (parts.length === 1 ? parts[0] : undefined);
  if (found !== undefined) return found.key;
  const near = nearestWords(wanted, parts.length > 0 ? parts : terms, 5);
  const shown = near.map(({ key, names: [zh, en] }) => {
    const name = io.language === 'zh' ? zh : en;
    return name === undefined ? key : `${key} (${name})`;
  });
  const { terms: t } = io.t.exports;
  const say = parts.length > 0 ? t.ambiguous : t.unknown;
  throw new CliError('usage', say(t.kinds[kind], word, shown, `nianbao terms ${kind}`));
}
