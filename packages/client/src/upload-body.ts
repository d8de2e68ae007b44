import { createReadStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { ContentError } from './api-error.ts';

/** A file, or anything that can be read more than once. */
export interface UploadContent {
  /** Opens the content anew; called again for a retry. */
  open: () => Readable | Uint8Array | Promise<Readable | Uint8Array>;
  bytes: number;
}

/** Receives the bytes of the upload sent so far. Falls back to 0 when a try starts again. */
export type OnUploadProgress = (sentBytes: number) => void;

export function fileContent(path: string, bytes: number): UploadContent {
  return { open: () => createReadStream(path, { highWaterMark: 256 * 1024 }), bytes };
}

/** A request body for fetch that reports what passes through it. */
export async function uploadBody(content: UploadContent, onProgress?: OnUploadProgress): Promise<BodyInit> {
  const opened = await openContent(content);
  const source = opened instanceof Uint8Array ? Readable.from([opened]) : opened;
  let sent = 0;
  onProgress?.(0);
  const meter = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      sent += chunk.byteLength;
      onProgress?.(sent);
      done(null, chunk);
    },
  });
  source.on('error', (error) => meter.destroy(new ContentError(error.message, { cause: error })));
  meter.on('close', () => source.destroy());
  return Readable.toWeb(source.pipe(meter)) as ReadableStream<Uint8Array>;
}

async function openContent(content: UploadContent): Promise<Readable | Uint8Array> {
  try {
    return await content.open();
  } catch (error) {
    throw new ContentError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
