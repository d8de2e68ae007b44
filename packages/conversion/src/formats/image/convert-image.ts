import type { Converter } from '../../converter.ts';
import { readImageHeader } from '../../rendering/read-image-header.ts';

/** A PNG or JPEG picture is one page that is left to OCR. Throws UNSUPPORTED_IMAGE, TOO_LARGE. */
export const convertImage: Converter = async (bytes) => {
  const { kind } = readImageHeader(bytes);
  return {
    text: '',
    blocks: [],
    pages: [{ number: 1, start: 0, end: 0, imageOnly: true }],
    format: 'image',
    engine: `${kind}/1`,
    losses: [{ kind: 'image-only-page', count: 1 }],
  };
};
