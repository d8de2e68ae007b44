import { PermanentError } from '@nianbao/contracts';
import type { Converter } from '../../converter.ts';
import { isTiff, readImageHeader } from '../../rendering/read-image-header.ts';
import { readTiff } from '../../rendering/read-tiff.ts';

/** Each page of a picture is left to OCR. Throws UNSUPPORTED_IMAGE, TOO_LARGE. */
export const convertImage: Converter = async (bytes, limits) => {
  const { kind, count } = isTiff(bytes)
    ? { kind: 'tiff', count: readTiff(bytes).length }
    : { kind: readImageHeader(bytes).kind, count: 1 };
  if (count > limits.pages) throw new PermanentError('TOO_LARGE', `${count} pages`);
  return {
    text: '',
    blocks: [],
    pages: Array.from({ length: count }, (_, index) => ({
      number: index + 1,
      start: 0,
      end: 0,
      imageOnly: true,
    })),
    format: 'image',
    engine: `${kind}/1`,
    losses: [{ kind: 'image-only-page', count }],
  };
};
