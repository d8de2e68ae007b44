import { startRedis } from '@nianbao/local-stack/redis';

/** A process that starts a Redis on the folder it is told and then only waits: to be killed by a test. */
const [dataDir = ''] = process.argv.slice(2);
const redis = await startRedis({ dataDir, env: process.env });
process.stdout.write(`${JSON.stringify({ url: redis.url, pid: redis.pid })}\n`);
setInterval(() => {}, 60_000);
