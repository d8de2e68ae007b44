import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ObjectStore, PreconditionFailedError } from '../object-store.ts';
import { freshPrefix, keysUnder, type StoreHarness } from './harness.ts';

const mebibyte = 1024 * 1024;

/** Streams of unknown length, ranges, and uploads that break off. */
export function describeStreams(harness: () => StoreHarness): void {
  describe('streams', () => {
    let store: ObjectStore;
    const prefix = freshPrefix();
    const content = randomBytes(20 * mebibyte);
    beforeAll(async () => {
      store = await harness().open();
    });
    afterAll(() => store.close());

    it('stores 20 MiB in odd pieces', { timeout: 60_000 }, async () => {
      const key = `${prefix}large.pdf`;
      const metadata = { name: '大文件.pdf' };
      const put = await store.put(key, pieces(content), { contentType: 'application/pdf', metadata });
      expect(put).toMatchObject({ key, size: content.length });
      const { body, ...got } = await store.get(key);
      expect(got).toMatchObject({
        size: content.length,
        etag: put.etag,
        contentType: 'application/pdf',
        metadata,
      });
      const hash = createHash('sha256');
      for await (const chunk of body) hash.update(chunk as Uint8Array);
      expect(hash.digest('hex')).toBe(sha256(content));
    });

    it('takes short, empty and text streams', async () => {
      await store.put(`${prefix}short`, Readable.from([Buffer.from('ab'), Buffer.from('c')]));
      await store.put(`${prefix}empty`, Readable.from([]));
      await store.put(`${prefix}text`, Readable.from(['年', '报']));
      expect(Buffer.from(await store.getBytes(`${prefix}short`)).toString()).toBe('abc');
      expect((await store.getBytes(`${prefix}empty`)).length).toBe(0);
      expect(Buffer.from(await store.getBytes(`${prefix}text`)).toString()).toBe('年报');
    });

    it('reads ranges', async () => {
      const key = `${prefix}range`;
      await store.put(key, '0123456789');
      const read = async (start: number, end?: number) => {
        const { body, size } = await store.get(key, end === undefined ? { start } : { start, end });
        expect(size).toBe(10);
        return Buffer.concat(await body.toArray()).toString();
      };
      expect(await read(0, 0)).toBe('0');
      expect(await read(3, 5)).toBe('345');
      expect(await read(8)).toBe('89');
      expect(await read(8, 100)).toBe('89');
      await expect(store.get(key, { start: 10 })).rejects.toThrow(RangeError);
      await expect(store.get(key, { start: 5, end: 4 })).rejects.toThrow(RangeError);
    });

    it.each([1, 18])(
      'leaves nothing of a stream that fails after %i MiB',
      { timeout: 60_000 },
      async (size) => {
        const key = `${prefix}broken-${size}`;
        const broken = Readable.from(failing(content.subarray(0, size * mebibyte)));
        await expect(store.put(key, broken)).rejects.toThrow('the uploader hung up');
        expect(broken.destroyed).toBe(true);
        expect(await store.head(key)).toBeNull();
        expect(await keysUnder(store, key)).toEqual([]);
      },
    );

    it('honours ifAbsent for streams', { timeout: 60_000 }, async () => {
      const key = `${prefix}once`;
      await store.put(key, Readable.from([Buffer.from('first')]), { ifAbsent: true });
      const late = Readable.from([Buffer.from('second')]);
      await expect(store.put(key, late, { ifAbsent: true })).rejects.toThrow(PreconditionFailedError);
      await expect(store.put(key, pieces(content), { ifAbsent: true })).rejects.toThrow(
        PreconditionFailedError,
      );
      expect(Buffer.from(await store.getBytes(key)).toString()).toBe('first');
    });
  });
}

function pieces(content: Buffer): Readable {
  const cut = function* () {
    for (let at = 0; at < content.length; at += 77_777) yield content.subarray(at, at + 77_777);
  };
  return Readable.from(cut());
}

async function* failing(content: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += 65_536) yield content.subarray(at, at + 65_536);
  throw new Error('the uploader hung up');
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
