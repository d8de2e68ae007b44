import type { LossLedger } from './loss-ledger.ts';

const pageNumberOnly = /^[\s\d\-—–－·.第页共/]*$/u;

/** Counts a header or footer that holds text; one of nothing but a page number under its own kind. */
export function countFurniture(losses: LossLedger, kind: 'header' | 'footer', text: string): void {
  if (text.trim() === '') return;
  losses.add(pageNumberOnly.test(text) ? 'page-number' : kind, text);
}
