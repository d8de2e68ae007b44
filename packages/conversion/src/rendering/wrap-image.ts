import { decodePicture, type Pixels } from './decode-picture.ts';
import { type ImageHeader, isTiff, readImageHeader } from './read-image-header.ts';
import { wrapTiff } from './wrap-tiff.ts';
import { pageWidth, writePicturePages } from './write-picture-pages.ts';

const maxKeptPixels = 16_000_000;

/** A PDF that shows a picture, or those of a TIFF file page by page. Throws UNSUPPORTED_IMAGE, TOO_LARGE. */
export function wrapImage(bytes: Uint8Array): Uint8Array {
  if (isTiff(bytes)) return wrapTiff(bytes);
  const header = readImageHeader(bytes);
  const { data, dictionary } =
    header.kind === 'jpeg' ? jpegStream(bytes, header) : plainPixels(decodePicture(header.kind, bytes));
  const height = Math.max(1, Math.round((pageWidth * header.height) / header.width));
  const picture = { box: [0, 0, pageWidth, height], dictionary, data } as const;
  return writePicturePages([{ height, rotate: 0, pictures: [picture] }]);
}

/** JPEG goes in as it is: PDF knows its coding. Adobe writes CMYK inverted. */
function jpegStream(bytes: Uint8Array, { width, height, components }: ImageHeader) {
  const space = components === 1 ? '/DeviceGray' : components === 4 ? '/DeviceCMYK' : '/DeviceRGB';
  const decode = components === 4 ? '/Decode[1 0 1 0 1 0 1 0]' : '';
  return { data: bytes, dictionary: `${size(width, height)}/ColorSpace${space}/Filter/DCTDecode${decode}` };
}

/**
 * PDF knows neither interlaced nor transparent pictures, nor most codings: what was decoded is laid on white. A large picture is halved, since all of
 * its colours would not fit into the memory of a converter; OCR and viewer ask for less than what is left.
 */
function plainPixels({ width, height, data: rgba }: Pixels) {
  const step = width * height > maxKeptPixels ? 2 : 1;
  const [across, down] = [Math.floor(width / step), Math.floor(height / step)];
  const data = new Uint8Array(across * down * 3);
  for (let to = 0; to < data.length; to += 3) {
    const [x, y] = [((to / 3) % across) * step, Math.floor(to / 3 / across) * step];
    for (let part = 0; part < step * step; part += 1) {
      const from = ((y + (part >> 1)) * width + x + (part & 1)) * 4;
      const share = (rgba[from + 3] ?? 0) / 255 / (step * step);
      for (let colour = 0; colour < 3; colour += 1)
        data[to + colour] = (data[to + colour] ?? 0) + (255 - (rgba[from + colour] ?? 0)) * share;
    }
    for (let colour = 0; colour < 3; colour += 1) data[to + colour] = 255 - (data[to + colour] ?? 0);
  }
  return { data, dictionary: `${size(across, down)}/ColorSpace/DeviceRGB` };
}

function size(width: number, height: number): string {
  return `/Width ${width}/Height ${height}/BitsPerComponent 8`;
}
