/** Fewer values have no quartiles worth the name. */
const enough = 5;

/** Values further than 1.5 interquartile ranges outside the quartiles (Tukey, Exploratory Data Analysis, 1977). */
export function findOutliers<T extends { value: number }>(points: readonly T[]): Set<T> {
  if (points.length < enough) return new Set();
  const sorted = points.map(({ value }) => value).sort((a, b) => a - b);
  const [low, high] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  const reach = 1.5 * (high - low);
  return new Set(points.filter(({ value }) => value < low - reach || value > high + reach));
}

function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? 0;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}
