import { PermanentError } from '@nianbao/contracts';
import { refusedKind } from '../sniff.ts';

export interface ImageHeader {
  kind: 'png' | 'jpeg';
  width: number;
  height: number;
  /** Colour components of a JPEG; 0 for PNG. */
  components: number;
}

/** A camera's 48 megapixels are past what OCR can use; decoded they take 160 MB. */
const maxPixels = 40_000_000;

/** Kind and size of a picture from its first bytes. Throws UNSUPPORTED_IMAGE for other kinds, TOO_LARGE beyond 40 megapixels. */
export function readImageHeader(bytes: Uint8Array): ImageHeader {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = readPng(view) ?? readJpeg(view);
  if (header === undefined || header.width === 0 || header.height === 0) {
    throw new PermanentError('UNSUPPORTED_IMAGE', `a picture of kind ${refusedKind(bytes)}`);
  }
  if (header.width * header.height > maxPixels)
    throw new PermanentError('TOO_LARGE', `${header.width} × ${header.height} pixels`);
  return header;
}

/** TIFF 6.0 in either byte order; files of more than 4 GB (BigTIFF) have another mark. */
export function isTiff(bytes: Uint8Array): boolean {
  const mark = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
  return mark === 'II*\0' || mark === 'MM\0*';
}

function readPng(view: Buffer): ImageHeader | undefined {
  if (view.length < 33 || view.toString('latin1', 1, 4) !== 'PNG') return undefined;
  return { kind: 'png', width: view.readUInt32BE(16), height: view.readUInt32BE(20), components: 0 };
}

/** Walks the segments to the frame header: SOF0 to SOF15 without DHT, JPG and DAC (ITU-T T.81, table B.1). */
function readJpeg(view: Buffer): ImageHeader | undefined {
  if (view[0] !== 0xff || view[1] !== 0xd8) return undefined;
  let at = 2;
  while (at + 10 <= view.length && view[at] === 0xff) {
    const marker = view[at + 1] ?? 0;
    if (marker === 0xff) at += 1;
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      const [height, width] = [view.readUInt16BE(at + 5), view.readUInt16BE(at + 7)];
      return { kind: 'jpeg', width, height, components: view[at + 9] ?? 0 };
    } else at += 2 + view.readUInt16BE(at + 2);
  }
  return undefined;
}
