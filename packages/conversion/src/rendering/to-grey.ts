import type { PageSize } from './draw-page.ts';
import { findSeals } from './find-seals.ts';

/**
 * Grey (ITU-R BT.601) of a picture of four bytes a pixel, red first. Where a red seal lies over the print, its red alone: through
 * it the seal is as white as the paper, and black print stays black.
 */
export function toGrey(pixels: Uint8Array, size: PageSize): Uint8Array {
  const grey = new Uint8Array(size.width * size.height);
  for (let pixel = 0; pixel < grey.length; pixel += 1) {
    const at = pixel * 4;
    grey[pixel] = (30 * (pixels[at] ?? 0) + 59 * (pixels[at + 1] ?? 0) + 11 * (pixels[at + 2] ?? 0)) / 100;
  }
  for (const { left, top, right, bottom } of findSeals(pixels, size))
    for (let y = top; y < bottom; y += 1)
      for (let x = left; x < right; x += 1) {
        const pixel = y * size.width + x;
        grey[pixel] = pixels[pixel * 4] ?? 0;
      }
  return grey;
}
