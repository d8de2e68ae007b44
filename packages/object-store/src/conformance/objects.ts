import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ObjectNotFoundError,
  type ObjectStore,
  ObjectTooLargeError,
  PreconditionFailedError,
} from '../object-store.ts';
import { freshPrefix, keysUnder, type StoreHarness } from './harness.ts';

/** Put, get, head, copy, delete of single objects. */
export function describeObjects(harness: () => StoreHarness): void {
  describe('objects', () => {
    let store: ObjectStore;
    const prefix = freshPrefix();
    beforeAll(async () => {
      store = await harness().open();
    });
    afterAll(() => store.close());

    it('keeps content, size, etag, type and metadata', async () => {
      const key = `${prefix}report.txt`;
      const metadata = {
        name: '青石镇2024年度报告（定稿）.docx',
        plain: 'v1.2 final',
        empty: '',
        edges: ' two  spaces ',
        encoded: '=?UTF-8?B?QQ==?=',
        lines: 'a\nb',
      };
      const put = await store.put(key, '正文', { contentType: 'text/plain; charset=utf-8', metadata });
      const { body, ...got } = await store.get(key);
      expect(Buffer.concat(await body.toArray()).toString()).toBe('正文');
      expect(got).toMatchObject({
        key,
        size: 6,
        etag: put.etag,
        contentType: 'text/plain; charset=utf-8',
        metadata,
      });
      expect(await store.head(key)).toEqual(got);
      expect(put).toMatchObject({ key, size: 6 });
      expect(put.etag).toMatch(/^[0-9a-f]{32,64}$/);
      expect(Math.abs(Date.now() - got.lastModified.getTime())).toBeLessThan(60_000);
    });

    it('changes the etag with the content, and only then', async () => {
      const key = `${prefix}etag`;
      const first = await store.put(key, 'one');
      const second = await store.put(key, 'two');
      const again = await store.put(key, 'one');
      expect(second.etag).not.toBe(first.etag);
      expect(again.etag).toBe(first.etag);
    });

    it('keeps empty objects', async () => {
      const key = `${prefix}empty`;
      await store.put(key, new Uint8Array());
      expect((await store.getBytes(key)).length).toBe(0);
      const { body, size } = await store.get(key);
      expect(size).toBe(0);
      expect(await body.toArray()).toEqual([]);
    });

    it('says what is missing', async () => {
      const key = `${prefix}缺失`;
      await expect(store.get(key)).rejects.toThrow(ObjectNotFoundError);
      await expect(store.getBytes(key)).rejects.toThrow(ObjectNotFoundError);
      await expect(store.copy(key, `${prefix}copy`)).rejects.toThrow(ObjectNotFoundError);
      await expect(store.copy(key, `${prefix}copy`, { ifAbsent: true })).rejects.toThrow(ObjectNotFoundError);
      expect(await store.head(key)).toBeNull();
    });

    it('refuses to load more than asked for', async () => {
      const key = `${prefix}large`;
      await store.put(key, new Uint8Array(1000));
      await expect(store.getBytes(key, 999)).rejects.toThrow(ObjectTooLargeError);
      expect((await store.getBytes(key, 1000)).length).toBe(1000);
    });

    it('deletes one, many and what is not there', async () => {
      const keys = Array.from({ length: 12 }, (_, i) => `${prefix}delete/${i}`);
      for (const key of keys) await store.put(key, key);
      await store.delete(`${prefix}delete/0`);
      await store.delete([...keys.slice(0, 11), `${prefix}delete/never`]);
      await store.delete([]);
      await store.delete(`${prefix}delete/0`);
      expect(await keysUnder(store, `${prefix}delete/`)).toEqual([`${prefix}delete/11`]);
    });

    it('copies content and description', async () => {
      const from = `${prefix}源 文件+%20.txt`;
      const metadata = { name: '年度报告' };
      await store.put(from, 'content', { contentType: 'text/plain', metadata });
      for (const ifAbsent of [false, true]) {
        const to = `${prefix}copy-${ifAbsent}`;
        expect(await store.copy(from, to, { ifAbsent })).toMatchObject({ key: to, size: 7 });
        expect(await store.head(to)).toMatchObject({ key: to, size: 7, contentType: 'text/plain', metadata });
        expect(Buffer.from(await store.getBytes(to)).toString()).toBe('content');
      }
      await expect(store.copy(from, `${prefix}copy-true`, { ifAbsent: true })).rejects.toThrow(
        PreconditionFailedError,
      );
    });
  });
}
