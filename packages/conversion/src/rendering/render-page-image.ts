import { PermanentError } from '@nianbao/contracts';
import { sniff } from '../sniff.ts';
import type { PageImage } from './page-image.ts';
import { withRenderer } from './with-renderer.ts';
import { wrapImage } from './wrap-image.ts';

/**
 * One page of a PDF or a picture, `maxWidth` pixels wide and 2400 at most; `undefined` when there is no such page.
 * In this process; services use `createConverterPool`. Throws UNSUPPORTED_TYPE for files without pages, PDF_CORRUPT,
 * ENCRYPTED, UNSUPPORTED_IMAGE, TOO_LARGE.
 */
export async function renderPageImage(
  bytes: Uint8Array,
  page: number,
  maxWidth: number,
): Promise<PageImage | undefined> {
  const format = sniff(bytes);
  if (format !== 'pdf' && format !== 'image')
    throw new PermanentError('UNSUPPORTED_TYPE', `format: ${format}`);
  return withRenderer(format === 'image' ? wrapImage(bytes) : bytes, (renderer) => {
    const count = renderer.count();
    if (!Number.isInteger(page) || page < 1 || page > count) return undefined;
    const { size, ...image } = renderer.picture(page, maxWidth);
    return { ...image, page: { number: page, count, ...size } };
  });
}
