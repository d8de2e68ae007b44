import { decode as decodeWebp } from '@cwasm/webp';
import { PermanentError } from '@nianbao/contracts';
import { GifReader } from 'omggif';
import { PNG } from 'pngjs';
import { decodeBmp } from './decode-bmp.ts';
import type { PictureKind } from './read-image-header.ts';

/** Four bytes a pixel, red first. */
export interface Pixels {
  width: number;
  height: number;
  data: Uint8Array | Uint8ClampedArray;
}

const decoders: Record<Exclude<PictureKind, 'jpeg'>, (bytes: Buffer) => Pixels> = {
  png: (bytes) => PNG.sync.read(bytes),
  gif: decodeFirstFrame,
  bmp: decodeBmp,
  webp: decodeWebp,
};

/** The pixels of a picture that PDF does not know the coding of. Throws UNSUPPORTED_IMAGE. */
export function decodePicture(kind: Exclude<PictureKind, 'jpeg'>, bytes: Uint8Array): Pixels {
  try {
    return decoders[kind](Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    throw new PermanentError('UNSUPPORTED_IMAGE', error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
}

/** A scan has one; the others of an animation show the same page. */
function decodeFirstFrame(bytes: Buffer): Pixels {
  const reader = new GifReader(bytes);
  const frame = reader.frameInfo(0);
  if (frame.width > reader.width || frame.height > reader.height)
    throw new Error('GIF frame past its picture');
  const data = new Uint8Array(reader.width * reader.height * 4);
  reader.decodeAndBlitFrameRGBA(0, data);
  return { width: reader.width, height: reader.height, data };
}
