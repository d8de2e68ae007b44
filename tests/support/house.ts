import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consumeResults, createClient, type NianbaoClient, type ResultsConsumer } from '@nianbao/client';
import type { Account, Result } from '@nianbao/contracts';
import { startPostgres, type TestPostgres } from './postgres.ts';
import { startTestRedis, type TestRedis } from './redis.ts';
import { type ServiceName, type ServiceProcess, startService } from './service-process.ts';

/** All services as processes of their own, on a real Redis, a real PostgreSQL and a folder store (or the S3 given). */
export interface House {
  redis: TestRedis;
  client: NianbaoClient;
  services: Map<ServiceName, ServiceProcess>;
  env: Record<string, string>;
  /** Results a consumer of the `results` queue was handed, in order. */
  consumed: Result[];
  /** Uploads a file of this content. */
  upload(batch: string, name: string, content: string | Uint8Array): Promise<void>;
  /** Starts one more process of a service. */
  start(name: ServiceName): Promise<ServiceProcess>;
  /** Resolves with the account once nothing is in flight and `uploaded` uploads are known. */
  settled(uploaded: number, timeoutMs?: number): Promise<Account>;
  stop(): Promise<void>;
}

export interface HouseOptions {
  /** S3 instead of the folder store. */
  store?: Record<string, string>;
  env?: Record<string, string>;
}

const names: ServiceName[] = [
  'intake',
  'convert',
  'ocr',
  'segment',
  'extract',
  'review',
  'publish',
  'deliver',
  'console',
];

export async function startHouse({ store, env: extra }: HouseOptions = {}): Promise<House | null> {
  const postgres = await startPostgres();
  if (!postgres) return null;
  const folder = await mkdtemp(join(tmpdir(), 'nianbao-house-'));
  const redis = await startTestRedis();
  const env = {
    REDIS_URL: redis.url,
    DATABASE_URL: postgres.url,
    ...(store ?? { STORE_DIR: join(folder, 'objects'), STORE_SECRET: 'a-secret-for-the-tests' }),
    INTAKE_PORT: '0',
    CONSOLE_PORT: '0',
    SWEEP_INTERVAL_MS: '2000',
    WORKER_LOCK_MS: '2000',
    CONVERTER_PROCESSES: '2',
    OCR_PROCESSES: '1',
    ...extra,
  };
  const services = new Map<ServiceName, ServiceProcess>();
  const start = async (name: ServiceName) => {
    const service = await startService(name, env);
    services.set(name, service);
    return service;
  };
  await Promise.all(names.map(start));
  const client = createClient({
    intakeUrl: services.get('intake')?.url ?? '',
    apiUrl: services.get('console')?.url ?? '',
  });
  const consumed: Result[] = [];
  const consumer = await consumeResults({
    redisUrl: redis.url,
    name: 'house',
    onResult: (result) => consumed.push(result),
  });
  return {
    redis,
    client,
    services,
    env,
    consumed,
    async upload(batch, name, content) {
      const path = join(folder, name);
      await writeFile(path, content);
      await client.uploadFile(path, { batch, name });
    },
    start,
    settled: (uploaded, timeoutMs = 120_000) => settled(client, uploaded, timeoutMs),
    stop: () => stop({ services, consumer, redis, postgres, folder }),
  };
}

async function settled(client: NianbaoClient, uploaded: number, timeoutMs: number): Promise<Account> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    const { account } = await client.status();
    if (account.uploaded >= uploaded && account.inFlight === 0) return account;
    if (Date.now() > until) throw new Error(`not settled after ${timeoutMs} ms: ${JSON.stringify(account)}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

interface Running {
  services: Map<ServiceName, ServiceProcess>;
  consumer: ResultsConsumer;
  redis: TestRedis;
  postgres: TestPostgres;
  folder: string;
}

async function stop({ services, consumer, redis, postgres, folder }: Running): Promise<void> {
  await consumer.close();
  await Promise.all([...services.values()].map((service) => service.stop()));
  await redis.stop();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
