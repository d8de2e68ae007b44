import { PermanentError } from '@nianbao/contracts';
import { PNG } from 'pngjs';
import { type ImageHeader, isTiff, readImageHeader } from './read-image-header.ts';
import { wrapTiff } from './wrap-tiff.ts';
import { pageWidth, writePicturePages } from './write-picture-pages.ts';

/** A PDF that shows a PNG or JPEG picture, or those of a TIFF file page by page. Throws UNSUPPORTED_IMAGE, TOO_LARGE. */
export function wrapImage(bytes: Uint8Array): Uint8Array {
  if (isTiff(bytes)) return wrapTiff(bytes);
  const header = readImageHeader(bytes);
  const { data, dictionary } = header.kind === 'png' ? plainPixels(bytes) : jpegStream(bytes, header);
  const height = Math.max(1, Math.round((pageWidth * header.height) / header.width));
  const size = `/Width ${header.width}/Height ${header.height}/BitsPerComponent 8`;
  const picture = { box: [0, 0, pageWidth, height], dictionary: size + dictionary, data } as const;
  return writePicturePages([{ height, rotate: 0, pictures: [picture] }]);
}

/** JPEG goes in as it is: PDF knows its coding. Adobe writes CMYK inverted. */
function jpegStream(bytes: Uint8Array, { components }: ImageHeader) {
  const space = components === 1 ? '/DeviceGray' : components === 4 ? '/DeviceCMYK' : '/DeviceRGB';
  const decode = components === 4 ? '/Decode[1 0 1 0 1 0 1 0]' : '';
  return { data: bytes, dictionary: `/ColorSpace${space}/Filter/DCTDecode${decode}` };
}

/** PNG may be interlaced or transparent, which PDF does not know: decoded and laid on white. */
function plainPixels(bytes: Uint8Array) {
  const { data: rgba } = decodePng(bytes);
  const data = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    const alpha = rgba[from + 3] ?? 0;
    for (let colour = 0; colour < 3; colour += 1, to += 1)
      data[to] = 255 - ((255 - (rgba[from + colour] ?? 0)) * alpha) / 255;
  }
  return { data, dictionary: '/ColorSpace/DeviceRGB' };
}

function decodePng(bytes: Uint8Array) {
  try {
    return PNG.sync.read(Buffer.from(bytes));
  } catch (error) {
    throw new PermanentError('UNSUPPORTED_IMAGE', error instanceof Error ? error.message : '', {
      cause: error,
    });
  }
}
