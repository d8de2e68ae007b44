import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Writes a stream to a temporary file, hands it on with its length, and removes the file. */
export async function withSpooled<T>(
  body: Readable,
  use: (spooled: Readable, bytes: number) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'nianbao-spool-'));
  try {
    const path = join(folder, 'body');
    const file = createWriteStream(path, { mode: 0o600 });
    await pipeline(body, file);
    const spooled = createReadStream(path);
    try {
      return await use(spooled, file.bytesWritten);
    } finally {
      spooled.destroy();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
