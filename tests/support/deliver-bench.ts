import { type Catalogue, createSecretBox } from '@nianbao/catalogue';
import type { CreateSubscription, Result } from '@nianbao/contracts';
import { keys } from '@nianbao/object-store';
import { service } from '../../services/deliver/src/service.ts';
import { type HttpBench, startHttpBench } from './http-bench.ts';

export interface DeliverBench extends HttpBench {
  /** Starts the deliver service anew, with these settings, on the bench's catalogue or another. */
  serve(env?: Record<string, string>, catalogue?: Catalogue): Promise<void>;
  /** Ends it, until it is served again. */
  stopServing(): Promise<void>;
  subscribe(
    wanted: Partial<CreateSubscription> & { name: string },
    secrets?: readonly string[],
  ): Promise<void>;
  /** As the publish stage leaves it: stored, and recorded with its deliveries. */
  publish(...results: Result[]): Promise<void>;
}

export const secretsKey = 'a key for the tests';
/** Failing fast, so that retries need no patience. */
const quick = {
  RESULT_QUEUES: 'results',
  SECRETS_KEY: secretsKey,
  DELIVER_INTERVAL_MS: '100',
  WEBHOOK_ALLOW_HTTP: 'true',
  WEBHOOK_ALLOW_PRIVATE: 'true',
  WEBHOOK_TIMEOUT_MS: '500',
  WEBHOOK_ATTEMPTS: '4',
  WEBHOOK_BACKOFF_MS: '50',
};

/** The deliver service on a real Redis, folder store and embedded PostgreSQL. */
export async function startDeliverBench(): Promise<DeliverBench> {
  const bench = await startHttpBench();
  const box = createSecretBox(secretsKey);
  let running: { stop(): Promise<void> } | undefined;
  return {
    ...bench,
    async serve(env = {}, catalogue = bench.catalogue) {
      await running?.stop();
      running = await service.start({ ...bench, catalogue, env: { ...quick, ...env } });
    },
    async stopServing() {
      await running?.stop();
      running = undefined;
    },
    async subscribe(wanted, secrets = []) {
      const target = { kind: 'queue', queue: wanted.name } as const;
      const kept = secrets.map((secret) => ({
        ...{ sealed: box.seal(secret), createdAt: new Date().toISOString(), expiresAt: null },
      }));
      await bench.catalogue.createSubscription({ filter: {}, payload: 'full', target, ...wanted }, kept);
    },
    async publish(...results) {
      for (const result of results) {
        const key = keys.result(result.documentId, result.resultId);
        await bench.store.put(key, JSON.stringify(result));
        await bench.catalogue.publish(result, key);
      }
    },
    async stop() {
      await running?.stop();
      await bench.stop();
    },
  };
}
