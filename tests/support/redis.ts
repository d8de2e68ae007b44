import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RunningRedis, startRedis } from '@nianbao/local-stack/redis';

export interface TestRedis extends Pick<RunningRedis, 'url' | 'pid' | 'version'> {
  dataDir: string;
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
}

/**
 * A real Redis of its own for a test file, set up as in production; works on a machine that has none installed.
 * It ends with the test process in any case. Start it in `beforeAll`, stop it in `afterAll`.
 */
export async function startTestRedis(): Promise<TestRedis> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'nianbao-test-redis-'));
  const redis = await startRedis({ dataDir, env: process.env });
  return {
    url: redis.url,
    pid: redis.pid,
    version: redis.version,
    dataDir,
    stop: async () => {
      await redis.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
