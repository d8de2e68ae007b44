import { objectStoreEnv, openStore } from '@nianbao/object-store';
import {
  createMetrics,
  type Env,
  type HealthChecks,
  type Logger,
  type OpenedParts,
  readEnv,
  timed,
} from '@nianbao/service-kit';
import { createArtefactMemory } from './artefacts/artefact-memory.ts';
import { pipelineEnv } from './env.ts';
import { metricTable } from './metric-table.ts';
import { createPipeline } from './pipeline.ts';
import { queueTelemetry } from './queues/queue-telemetry.ts';
import type { StageParts } from './worker/stage-work.ts';

/** Opens what every service needs, as the environment says: Redis and the object store. Rejects when either does not answer. */
export async function openStageParts(log: Logger, env: Env): Promise<OpenedParts<StageParts>> {
  const values = readEnv({ ...pipelineEnv, ...objectStoreEnv }, env);
  const live: HealthChecks = {};
  const metrics = createMetrics(metricTable, log);
  const store = timed(openStore(values), (operation, seconds) =>
    metrics.series.storeCalls.observe({ operation }, seconds),
  );
  const pipeline = createPipeline({
    redisUrl: values.REDIS_URL,
    log,
    resultQueueLimit: values.RESULT_QUEUE_LIMIT,
    telemetry: await queueTelemetry(env),
  });
  const close = async () => {
    await pipeline.close();
    await store.close();
  };
  try {
    await store.check({ create: true });
    await pipeline.ping();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    parts: {
      pipeline,
      store,
      log,
      memory: createArtefactMemory(),
      live,
      metrics,
      lockMs: values.WORKER_LOCK_MS,
      idleLimitMs: values.WORKER_IDLE_LIMIT_MS,
      concurrency: values.WORKER_CONCURRENCY,
      env,
    },
    checks: { redis: () => pipeline.ping(), store: () => store.check() },
    live,
    metrics,
    close,
  };
}
