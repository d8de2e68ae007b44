import { PNG } from 'pngjs';
import type { Raster } from '../../src/rendering/render-page.ts';
import { type Turn, withRenderer } from '../../src/rendering/with-renderer.ts';

/** A page of a PDF as a scanner gives it: a picture, put on the glass turned by quarter turns. */
export async function scanPage(pdf: Uint8Array, page: number, turn: Turn = 0): Promise<Uint8Array> {
  const { width, height, pixels }: Raster = await withRenderer(pdf, (renderer) =>
    renderer.render(page, 1240, turn),
  );
  const png = new PNG({ width, height, colorType: 0 });
  for (const [index, grey] of pixels.entries()) png.data.set([grey, grey, grey, 255], index * 4);
  return new Uint8Array(PNG.sync.write(png, { colorType: 0 }));
}
