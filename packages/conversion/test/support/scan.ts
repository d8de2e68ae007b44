import { PNG } from 'pngjs';
import type { Raster } from '../../src/rendering/render-page.ts';
import { type Turn, withRenderer } from '../../src/rendering/with-renderer.ts';

/** Pixels; a seal of 42 mm on A4 measures a fifth of the page's width. */
export interface Seal {
  x: number;
  y: number;
  radius: number;
}

export const scanWidth = 1240;

/** A page of a PDF as a scanner gives it: a picture, put on the glass turned by quarter turns, with a red seal over the print. */
export async function scanPage(
  pdf: Uint8Array,
  page: number,
  { turn = 0, seal }: { turn?: Turn; seal?: Seal } = {},
): Promise<Uint8Array> {
  const { width, height, pixels }: Raster = await withRenderer(pdf, (renderer) =>
    renderer.render(page, scanWidth, turn),
  );
  const png = new PNG({ width, height, colorType: 2 });
  for (const [index, grey] of pixels.entries()) {
    const inked = seal !== undefined && isInked(seal, index % width, Math.floor(index / width));
    png.data.set(inked ? [grey * 0.88, grey * 0.16, grey * 0.18, 255] : [grey, grey, grey, 255], index * 4);
  }
  return new Uint8Array(PNG.sync.write(png, { colorType: 2 }));
}

/** A ring, a star's disc in it, and strokes between them as of characters set in a circle. */
function isInked({ x, y, radius }: Seal, atX: number, atY: number): boolean {
  const distance = Math.hypot(atX - x, atY - y) / radius;
  if (distance > 1) return false;
  const angle = Math.atan2(atY - y, atX - x);
  const isStroke = distance > 0.6 && distance < 0.88 && Math.sin(angle * 40) > 0;
  return distance > 0.93 || distance < 0.35 || isStroke;
}
