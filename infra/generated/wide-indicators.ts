import { readFileSync } from 'node:fs';
import { listProfiles } from '@nianbao/analysis';
import type { LocalizedText } from '@nianbao/contracts';

interface NamedIndicator {
  key: string;
  label: LocalizedText;
}

const written = new URL('../../packages/contracts/src/wide-indicators.json', import.meta.url);

/**
 * The indicators of all genres, the columns of the wide table: those written before keep their place, new ones come last, and none
 * goes, because a view's columns can only be added to and queries rely on them.
 */
export function wideIndicators(): string {
  const before = JSON.parse(readFileSync(written, 'utf8')) as NamedIndicator[];
  const today = listProfiles().flatMap((profile) => profile.indicators);
  const all = new Map(before.map(({ key, label }) => [key, label]));
  for (const { key, label } of today) all.set(key, label);
  return `${JSON.stringify(
    [...all].map(([key, label]) => ({ key, label })),
    null,
    2,
  )}\n`;
}
