import type { RankedPlace } from '@nianbao/contracts';
import { formatNumber } from '../parts/format.ts';
import { useSettings } from '../settings.tsx';

type Change = NonNullable<RankedPlace['change']>;

/** `+12 (+8.5%)`; more is not always better, so it has no colour. */
export function ChangeCell({ change }: { change: Change | null }) {
  const { language } = useSettings();
  if (change === null) return '—';
  const signed = (value: number) => `${value > 0 ? '+' : ''}${formatNumber(value, language)}`;
  const percent = change.percent === null ? '' : ` (${signed(Math.round(change.percent * 10) / 10)}%)`;
  return `${signed(change.absolute)}${percent}`;
}
