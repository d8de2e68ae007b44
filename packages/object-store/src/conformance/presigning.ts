import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ObjectStore, PresignedRequest } from '../object-store.ts';
import { freshPrefix, type StoreHarness } from './harness.ts';

const text = '年度报告正文';
const bytes = Buffer.byteLength(text);

/** URLs that let somebody without keys put or get one object. */
export function describePresigning(harness: () => StoreHarness): void {
  describe('presigning', () => {
    let store: ObjectStore;
    const prefix = freshPrefix();
    beforeAll(async () => {
      store = await harness().open();
    });
    afterAll(() => store.close());
    const send = (signed: PresignedRequest, init: RequestInit = {}) =>
      harness().fetch(new Request(signed.url, { headers: signed.headers, ...init }));
    const upload = (signed: PresignedRequest, body: string) =>
      harness().fetch(
        new Request(signed.url, {
          method: 'PUT',
          headers: { ...signed.headers, 'content-length': String(Buffer.byteLength(body)) },
          body,
        }),
      );

    it('puts and gets an object under an odd key', async () => {
      const key = `${prefix}批次/a + b%20//报告.txt`;
      const put = await store.presignPut(key, { expiresIn: 60, bytes });
      expect((await upload(put, text)).ok).toBe(true);
      expect(Buffer.from(await store.getBytes(key)).toString()).toBe(text);
      const reply = await send(await store.presignGet(key, { expiresIn: 60, fileName: '报告 "终稿".txt' }));
      expect(reply.status).toBe(200);
      expect(await reply.text()).toBe(text);
      expect(reply.headers.get('content-disposition')).toContain(
        `filename*=UTF-8''${encodeURIComponent('报告 "终稿".txt')}`,
      );
      expect(put.expiresAt.getTime() - Date.now()).toBeGreaterThan(50_000);
    });

    it('serves ranges', async () => {
      const key = `${prefix}range.txt`;
      await store.put(key, '0123456789');
      const signed = await store.presignGet(key, { expiresIn: 60 });
      const ask = async (range: string) => {
        const reply = await send(signed, { headers: { range } });
        return [reply.status, reply.headers.get('content-range'), await reply.text()] as const;
      };
      expect(await ask('bytes=2-4')).toEqual([206, 'bytes 2-4/10', '234']);
      expect(await ask('bytes=7-')).toEqual([206, 'bytes 7-9/10', '789']);
      expect(await ask('bytes=-2')).toEqual([206, 'bytes 8-9/10', '89']);
      expect((await ask('bytes=10-'))[0]).toBe(416);
    });

    it('refuses an upload of another size', async () => {
      const key = `${prefix}size.txt`;
      const signed = await store.presignPut(key, { expiresIn: 60, bytes });
      expect((await upload(signed, `${text}!`)).ok).toBe(false);
      expect((await upload(signed, text.slice(1))).ok).toBe(false);
      expect(await store.head(key)).toBeNull();
    });

    it('refuses a URL that was altered or is for the other method', async () => {
      const key = `${prefix}tamper-1.txt`;
      await store.put(key, text);
      await store.put(`${prefix}tamper-2.txt`, 'secret');
      const get = await store.presignGet(key, { expiresIn: 60 });
      const put = await store.presignPut(key, { expiresIn: 60, bytes });
      const other = { ...get, url: get.url.replace('tamper-1', 'tamper-2') };
      const later = { ...get, url: get.url.replace(/([?&](?:X-Amz-Expires|expires)=)(\d)/, '$19$2') };
      expect(other.url).not.toBe(get.url);
      expect(later.url).not.toBe(get.url);
      for (const altered of [other, later]) expect((await send(altered)).status).toBe(403);
      expect((await upload({ ...get, headers: {} }, text)).status).toBe(403);
      expect((await send({ ...put, headers: {} })).status).toBe(403);
      const unsigned = new URL(get.url);
      for (const name of ['signature', 'X-Amz-Signature']) unsigned.searchParams.delete(name);
      expect((await send({ ...get, url: unsigned.href })).status).toBeGreaterThanOrEqual(400);
    });

    it('refuses a URL whose time is over', { timeout: 30_000 }, async () => {
      const key = `${prefix}expired.txt`;
      await store.put(key, text);
      const get = await store.presignGet(key, { expiresIn: 1 });
      const put = await store.presignPut(key, { expiresIn: 1, bytes });
      await delay(2_500);
      expect((await send(get)).status).toBe(403);
      expect((await upload(put, text)).status).toBe(403);
    });
  });
}
