import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { objectStoreEnv, openStore } from '@nianbao/object-store';
import { type Env, maskUrls, readEnv } from '@nianbao/service-kit';
import { describeStore } from '../local-settings.ts';
import { type Check, reasonOf } from './check.ts';

/** Writes, reads and deletes one small object. */
export async function checkStore(env: Env, dataDir: string): Promise<Check> {
  const settings = env.S3_BUCKET ? env : { ...env, STORE_DIR: env.STORE_DIR || path.join(dataDir, 'store') };
  const shown = describeStore(settings);
  try {
    await probe(settings);
    return {
      name: 'store',
      status: 'ok',
      message: {
        zh: `${shown} 可读、可写、可删`,
        en: `${shown} can be read, written and deleted in`,
      },
    };
  } catch (error) {
    const reason = maskUrls(reasonOf(error));
    return {
      name: 'store',
      status: 'fail',
      message: {
        zh: `${shown} 不可用：${reason}`,
        en: `${shown} cannot be used: ${reason}`,
      },
      fix: env.S3_BUCKET
        ? {
            zh: '请检查 S3_ENDPOINT、S3_BUCKET、S3_REGION、S3_ACCESS_KEY_ID、S3_SECRET_ACCESS_KEY，以及该密钥对存储桶的读、写、删、列举权限。',
            en: 'Check S3_ENDPOINT, S3_BUCKET, S3_REGION, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, and that the key may read, write, delete and list in the bucket.',
          }
        : {
            zh: '请检查该文件夹的权限与剩余空间，并确认不在只读或不支持硬链接的磁盘上。',
            en: 'Check the folder’s permissions and space, and that its disk is not read-only and knows hard links.',
          },
    };
  }
}

async function probe(settings: Env): Promise<void> {
  const store = openStore(readEnv(objectStoreEnv, settings));
  try {
    await store.check({ create: true });
    const key = `doctor/${randomUUID()}`;
    const content = '年报 doctor';
    await store.put(key, content);
    try {
      const read = new TextDecoder().decode(await store.getBytes(key));
      if (read !== content) throw new Error('what was read is not what was written');
    } finally {
      await store.delete(key);
    }
    if ((await store.head(key)) !== null) throw new Error('a deleted object is still there');
  } finally {
    await store.close();
  }
}
