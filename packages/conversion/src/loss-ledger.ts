import type { Loss } from '@nianbao/contracts';

const detailLength = 40;

/** Counts what the file held and the text does not, by kind. */
export interface LossLedger {
  add(kind: Loss['kind'], detail?: string, count?: number): void;
  total(): number;
  list(): Loss[];
}

export function createLossLedger(): LossLedger {
  const losses = new Map<Loss['kind'], Loss>();
  return {
    add(kind, detail, count = 1) {
      if (count < 1) return;
      const loss = losses.get(kind) ?? { kind, count: 0 };
      loss.count += count;
      const words = shorten(detail);
      if (loss.detail === undefined && words !== '') loss.detail = words;
      losses.set(kind, loss);
    },
    total: () => [...losses.values()].reduce((sum, loss) => sum + loss.count, 0),
    list: () => [...losses.values()],
  };
}

function shorten(detail: string | undefined): string {
  const words = (detail ?? '').replaceAll(/\s+/gu, ' ').trim();
  return words.length <= detailLength ? words : `${[...words].slice(0, detailLength).join('')}…`;
}
