import path from 'node:path';
import { addCatalogue, type Catalogue, isFresh, openCatalogue, timedCatalogue } from '@nianbao/catalogue';
import type { LocalizedText } from '@nianbao/contracts';
import { openStageParts, type StageParts } from '@nianbao/pipeline';
import type { Env, Logger, OpenedParts } from '@nianbao/service-kit';
import { cacheDir } from './cache-dir.ts';
import { describeStore, localSettings } from './local-settings.ts';
import { keepRedisRunning } from './redis/keep-redis-running.ts';

export interface PartsOptions {
  dataDir: string;
  env: Env;
  log: Logger;
  onProgress(message: LocalizedText): void;
}

export type StackParts = StageParts & { catalogue: Catalogue };
export interface OpenedStack extends OpenedParts<StackParts> {
  redisUrl: string;
  storeDescription: string;
}

const openingDatabase: LocalizedText = { zh: '正在打开目录库……', en: 'Opening the catalogue …' };
const creatingDatabase: LocalizedText = {
  zh: '正在创建数据库（仅首次，约需数秒）……',
  en: 'Creating the database, first time only; this takes some seconds …',
};

/**
 * Redis, the object store and the catalogue: those that REDIS_URL, S3_BUCKET (or STORE_DIR) and DATABASE_URL name, else our own
 * under `dataDir`. `parts.env` holds what the services need to know of them.
 */
export async function openLocalParts(options: PartsOptions): Promise<OpenedStack> {
  const { dataDir, log } = options;
  const env = await localSettings(options.env, dataDir);
  const redis = env.REDIS_URL ? null : await ownRedis(options);
  const redisUrl = redis?.url ?? env.REDIS_URL ?? '';
  try {
    const staged = await openStageParts(log, { ...env, REDIS_URL: redisUrl });
    // The folder's lock is ours, and our Redis ended with its stack: nobody else works on its jobs.
    const released = redis ? await staged.parts.pipeline.releaseHeld() : 0;
    if (released > 0) log.info({ event: 'released', released }, 'jobs of a stack that was killed');
    const pgliteDir = path.join(dataDir, 'catalogue');
    const isFirst = !env.DATABASE_URL && isFresh(pgliteDir);
    options.onProgress(isFirst ? creatingDatabase : openingDatabase);
    const opened = env.DATABASE_URL
      ? await addCatalogue(staged)
      : await embeddedCatalogue(staged, pgliteDir, cacheDir(env, path.join(dataDir, 'cache')));
    return {
      ...opened,
      redisUrl,
      storeDescription: describeStore(env),
      async close() {
        await opened.close();
        await redis?.stop();
      },
    };
  } catch (error) {
    await redis?.stop();
    throw error;
  }
}

function ownRedis({ dataDir, env, log, onProgress }: PartsOptions) {
  onProgress({ zh: '正在启动 Redis……', en: 'Starting Redis …' });
  return keepRedisRunning({
    dataDir,
    env,
    onProgress,
    onTrouble(message, error) {
      log.error({ event: 'redis-ended', err: error }, message.en);
      onProgress(message);
    },
  });
}

async function embeddedCatalogue(
  opened: OpenedParts<StageParts>,
  pgliteDir: string,
  seedDir: string,
): Promise<OpenedParts<StackParts>> {
  try {
    const catalogue = await openCatalogue({ pgliteDir, seedDir });
    return {
      ...opened,
      parts: { ...opened.parts, catalogue: timedCatalogue(catalogue, opened.parts) },
      checks: { ...opened.checks, catalogue: () => catalogue.check() },
      // Redis clients first: nothing may call the catalogue once it is closed.
      async close() {
        await opened.close();
        await catalogue.close();
      },
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}
