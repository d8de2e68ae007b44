/** The middle value; of an even number of values the upper middle one. */
export function median(values: number[]): number | undefined {
  return quantile(values, 0.5);
}

/** The value below which the given share of the values lies. */
export function quantile(values: number[], share: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
