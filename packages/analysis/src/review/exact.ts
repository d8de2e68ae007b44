import type { Quantity, QuotedSpan } from '@nianbao/contracts';
import { quoted, type ReviewSource } from './source.ts';

/** A figure arithmetic may be done with: no approximation, bound or range. */
export function isExact(quantity: Quantity): boolean {
  return !quantity.approximation && !quantity.bound && quantity.upper === undefined;
}

/** Digits printed behind the point. */
export function decimals(quote: string): number {
  return /\d[.．](\d+)/.exec(quote)?.[1]?.length ?? 0;
}

export function show(value: number): string {
  return String(Number(value.toFixed(6)));
}

export function spanOf(source: ReviewSource, quantity: Quantity): QuotedSpan {
  return quoted(source, quantity.start, quantity.end);
}
