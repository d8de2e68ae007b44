import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

export interface Archive {
  /** Adds one entry and resolves when it is written. `stored`: it is compressed already. */
  add(name: string, bytes: AsyncIterable<Uint8Array>, options?: { stored?: boolean }): Promise<void>;
}

/** Low: the texts are repetitive, and the pipeline needs the processor too. */
const compressionLevel = 3;

/** The bytes of a ZIP archive while `fill` adds its entries, one after the other. An error of `fill` ends the iteration with it. */
export async function* archiveBytes(fill: (archive: Archive) => Promise<void>): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const fail = (error: unknown) => output.destroy(error instanceof Error ? error : new Error(String(error)));
  zip.on('error', fail);
  const add: Archive['add'] = (name, bytes, { stored = false } = {}) =>
    new Promise((resolve, reject) => {
      const entry = Readable.from(bytes, { objectMode: false });
      entry.once('end', resolve).once('error', reject);
      zip.addReadStream(entry, name, { compressionLevel: stored ? 0 : compressionLevel });
    });
  fill({ add }).then(() => zip.end(), fail);
  yield* output;
}
