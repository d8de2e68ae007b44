import { PermanentError } from '@nianbao/contracts';
import { withRenderer } from '../../rendering/with-renderer.ts';
import type { PdfPage } from './pdf-page.ts';

/** A scanner's mark or a page number, stamped on the picture of a page. */
const maxStamp = 12;
const minPictureShare = 0.5;

/** Of the pages, those whose text is in their picture: without a text layer, or with a picture over most of it and a few characters. */
export async function findImagePages(bytes: Uint8Array, pages: readonly PdfPage[]): Promise<Set<number>> {
  const candidates = pages.filter((page) => countCharacters(page) <= maxStamp);
  if (candidates.length === 0) return new Set();
  try {
    return await withRenderer(bytes, (renderer) => {
      const found = candidates.filter((page) => {
        const { isDrawnOn, pictureShare } = renderer.survey(page.number);
        return countCharacters(page) === 0 ? isDrawnOn : pictureShare >= minPictureShare;
      });
      return new Set(found.map(({ number }) => number));
    });
  } catch (error) {
    // What cannot be rendered cannot be recognised.
    if (error instanceof PermanentError) return new Set();
    throw error;
  }
}

function countCharacters({ fragments }: PdfPage): number {
  return fragments.reduce((sum, { text }) => sum + text.length, 0);
}
