import { PermanentError } from '@nianbao/contracts';
import { refusedKind } from '../sniff.ts';

export type PictureKind = 'png' | 'jpeg' | 'gif' | 'bmp' | 'webp';

export interface ImageHeader {
  kind: PictureKind;
  width: number;
  height: number;
  /** Colour components of a JPEG; 0 for others. */
  components: number;
}

/** A camera's 48 megapixels are past what OCR can use; decoded they take 160 MB. */
const maxPixels = 40_000_000;

/** Kind and size of a picture from its first bytes. Throws UNSUPPORTED_IMAGE for other kinds, TOO_LARGE beyond 40 megapixels. */
export function readImageHeader(bytes: Uint8Array): ImageHeader {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = readPng(view) ?? readJpeg(view) ?? readGif(view) ?? readBmp(view) ?? readWebp(view);
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

function readGif(view: Buffer): ImageHeader | undefined {
  if (view.length < 13 || !/^GIF8[79]a/.test(view.toString('latin1', 0, 6))) return undefined;
  return { kind: 'gif', width: view.readUInt16LE(6), height: view.readUInt16LE(8), components: 0 };
}

function readBmp(view: Buffer): ImageHeader | undefined {
  if (view.length < 66 || view.toString('latin1', 0, 2) !== 'BM') return undefined;
  const [width, height] = [view.readInt32LE(18), Math.abs(view.readInt32LE(22))];
  return { kind: 'bmp', width, height, components: 0 };
}

/** The first chunk tells: lossy (RFC 6386, 9.1), lossless (one byte, then 14 bits each less one), or extended (24 bits each less one). */
function readWebp(view: Buffer): ImageHeader | undefined {
  if (view.length < 30 || view.toString('latin1', 8, 12) !== 'WEBP') return undefined;
  const size = {
    'VP8 ': () => [view.readUInt16LE(26) & 0x3fff, view.readUInt16LE(28) & 0x3fff],
    VP8L: () => [1 + (view.readUInt32LE(21) & 0x3fff), 1 + ((view.readUInt32LE(21) >>> 14) & 0x3fff)],
    VP8X: () => [1 + view.readUIntLE(24, 3), 1 + view.readUIntLE(27, 3)],
  }[view.toString('latin1', 12, 16)];
  const [width = 0, height = 0] = size?.() ?? [];
  return { kind: 'webp', width, height, components: 0 };
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
