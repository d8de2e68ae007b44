import { readEnv } from '@nianbao/service-kit';
import { describe, expect, it } from 'vitest';
import { isFsStore } from '../src/drivers/fs.ts';
import { objectStoreEnv, openStore } from '../src/env.ts';
import { StoreUnavailableError } from '../src/object-store.ts';

const open = (source: Record<string, string>) => openStore(readEnv(objectStoreEnv, source));

describe('openStore', () => {
  it('chooses by what is set', async () => {
    expect(isFsStore(open({ STORE_DIR: '/nowhere' }))).toBe(true);
    const s3 = open({ STORE_DIR: '/nowhere', S3_BUCKET: 'b', S3_ENDPOINT: 'http://127.0.0.1:9' });
    expect(isFsStore(s3)).toBe(false);
    await s3.close();
  });

  it('signs URLs for the address that uploaders reach', async () => {
    const s3 = open({
      S3_BUCKET: 'b',
      S3_ENDPOINT: 'http://s3.internal:9000',
      S3_PUBLIC_ENDPOINT: 'https://s3.example.org',
      S3_ACCESS_KEY_ID: 'a',
      S3_SECRET_ACCESS_KEY: 's',
    });
    const { url } = await s3.presignPut('incoming/批/报告.docx', { expiresIn: 60, bytes: 3 });
    expect(url).toMatch(/^https:\/\/s3\.example\.org\/b\/incoming\//);
    await s3.close();
  });

  it('says what to set', () => {
    expect(() => open({})).toThrow(/STORE_DIR/);
    expect(() => open({ S3_ENDPOINT: 'nonsense', STORE_SECRET: 'short' })).toThrow(
      /S3_ENDPOINT[\s\S]*STORE_SECRET/,
    );
  });

  it('reports a server that is not there', async () => {
    const source = { S3_BUCKET: 'b', S3_ENDPOINT: 'http://127.0.0.1:9' };
    const store = open({ ...source, S3_ACCESS_KEY_ID: 'a', S3_SECRET_ACCESS_KEY: 's' });
    await expect(store.check()).rejects.toThrow(StoreUnavailableError);
    await expect(store.getBytes('key')).rejects.toThrow(StoreUnavailableError);
    await expect(store.put('key', 'x')).rejects.toThrow(StoreUnavailableError);
    await store.close();
  });

  it('reports a folder that is not there', async () => {
    const store = open({ STORE_DIR: '/dev/null/store' });
    await expect(store.check({ create: true })).rejects.toThrow(StoreUnavailableError);
    await expect(store.put('key', 'x')).rejects.toThrow(StoreUnavailableError);
  });
});
