import path from 'node:path';
import { type Env, maskUrls } from '@nianbao/service-kit';
import { cacheDir } from '../cache-dir.ts';
import { connectOnce, readInfo } from '../redis/connect-redis.ts';
import { locateRedisServer } from '../redis/find-redis-server.ts';
import { isRecentEnough, oldestVersion } from '../redis/redis-binary.ts';
import { RedisUnavailableError } from '../redis/redis-unavailable-error.ts';
import { readRunFile } from '../run-file.ts';
import { type Check, reasonOf } from './check.ts';

const name = 'redis';

/** The Redis of REDIS_URL, else of the running stack, else the one that would be started. */
export async function checkRedis(env: Env, dataDir: string): Promise<Check> {
  const url = env.REDIS_URL || readRunFile(dataDir)?.redisUrl;
  return url ? checkServer(url) : checkProgram(env, dataDir);
}

async function checkServer(url: string): Promise<Check> {
  const shown = maskUrls(url);
  try {
    const redis = await connectOnce(url);
    try {
      const [server, memory, persistence] = [
        await readInfo(redis, 'server'),
        await readInfo(redis, 'memory'),
        await readInfo(redis, 'persistence'),
      ];
      return judge(shown, {
        version: server.redis_version ?? '0.0.0',
        title: server.valkey_version
          ? `Valkey ${server.valkey_version}`
          : `Redis ${server.redis_version ?? '?'}`,
        policy: memory.maxmemory_policy ?? 'unknown',
        appendOnly: persistence.aof_enabled === '1',
      });
    } finally {
      redis.disconnect();
    }
  } catch (error) {
    return {
      name,
      status: 'fail',
      message: {
        zh: `无法使用 ${shown}：${maskUrls(reasonOf(error))}`,
        en: `${shown} cannot be used: ${maskUrls(reasonOf(error))}`,
      },
      fix: {
        zh: '请检查 REDIS_URL 的地址与密码，并确认该 Redis 正在运行；或取消设置 REDIS_URL，由年报自行启动。',
        en: 'Check address and password in REDIS_URL and that this Redis runs; or unset REDIS_URL to have one started.',
      },
    };
  }
}

interface ServerFacts {
  /** Of the protocol; Valkey reports the Redis version it is compatible with. */
  version: string;
  title: string;
  policy: string;
  appendOnly: boolean;
}

function judge(shown: string, { version, title, policy, appendOnly }: ServerFacts): Check {
  const facts = `${title} (${shown}), maxmemory-policy ${policy}, appendonly ${appendOnly ? 'yes' : 'no'}`;
  const message = { zh: facts, en: facts };
  if (!isRecentEnough(version))
    return {
      name,
      status: 'fail',
      message,
      fix: { zh: `请升级到 ${oldestVersion} 或更新版本。`, en: `Upgrade it to ${oldestVersion} or newer.` },
    };
  if (policy !== 'noeviction')
    return {
      name,
      status: 'fail',
      message,
      fix: {
        zh: '内存不足时该 Redis 会删除任务。请执行 “redis-cli CONFIG SET maxmemory-policy noeviction” 并写入配置文件。',
        en: 'When memory runs out this Redis deletes jobs. Run "redis-cli CONFIG SET maxmemory-policy noeviction" and put it into its configuration.',
      },
    };
  if (!appendOnly)
    return {
      name,
      status: 'warn',
      message,
      fix: {
        zh: '该 Redis 崩溃时会丢失最近的任务（巡检会补回，但会耽搁）。请设置 “appendonly yes”。',
        en: 'When this Redis crashes, recent jobs are lost (the sweep brings them back, later). Set "appendonly yes".',
      },
    };
  return { name, status: 'ok', message };
}

async function checkProgram(env: Env, dataDir: string): Promise<Check> {
  const located = await locateRedisServer({
    env,
    cacheDir: cacheDir(env, path.join(dataDir, 'redis', 'cache')),
  });
  if (located.binary) {
    const { kind, version, path: file } = located.binary;
    const text = `${kind} ${version} (${file})`;
    return { name, status: 'ok', message: { zh: `将启动 ${text}`, en: `${text} will be started` } };
  }
  if (located.fetchable)
    return {
      name,
      status: 'warn',
      message: {
        zh: '本机没有 Redis；首次启动时会下载系统软件包（约 4 MB，不需要管理员权限）',
        en: 'No Redis on this machine; the first start fetches the system’s package (about 4 MB, no root needed)',
      },
      fix: {
        zh: '无需处理；若本机不能联网，请用离线软件包安装 redis-server，或设置 REDIS_URL。',
        en: 'Nothing to do; if this machine has no network, install redis-server from a package file or set REDIS_URL.',
      },
    };
  const { text } = new RedisUnavailableError(located.refused.join('; ') || 'not on the PATH');
  return { name, status: 'fail', message: { zh: '没有可用的 Redis', en: 'There is no Redis' }, fix: text };
}
