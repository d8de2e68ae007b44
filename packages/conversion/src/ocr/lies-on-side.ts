import type { Raster } from '../rendering/render-page.ts';

/** Contrast of rows to that of columns; measured: 1.7 and more on upright pages, 0.6 and less on pages on their side. */
const sideways = 0.8;

/** Whether the lines of text run from top to bottom: lines make stripes of ink and white, and these stand upright then. */
export function liesOnSide({ width, height, pixels }: Raster): boolean {
  const rows = new Float64Array(height);
  const columns = new Float64Array(width);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const ink = 255 - (pixels[y * width + x] ?? 255);
      rows[y] = (rows[y] ?? 0) + ink / width;
      columns[x] = (columns[x] ?? 0) + ink / height;
    }
  }
  return contrast(rows) < contrast(columns) * sideways;
}

/** Mean square of the steps between neighbours: margins and columns of text, which are broad, count little. */
function contrast(sums: Float64Array): number {
  let squares = 0;
  for (let at = 1; at < sums.length; at += 1) squares += ((sums[at] ?? 0) - (sums[at - 1] ?? 0)) ** 2;
  return squares / Math.max(1, sums.length - 1);
}
