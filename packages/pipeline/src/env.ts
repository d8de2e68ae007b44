import { defaultResultsQueue } from '@nianbao/contracts';
import { type EnvSpec, intVariable, textVariable } from '@nianbao/service-kit';
import { z } from 'zod';

/** Variables of everything that talks to Redis. */
export const pipelineEnv = {
  REDIS_URL: {
    schema: textVariable('redis://127.0.0.1:6379'),
    description: 'Redis or Valkey, 6.2 or newer, with maxmemory-policy noeviction',
    secret: true,
  },
  RESULT_QUEUES: {
    schema: z
      .string()
      .default(defaultResultsQueue)
      .transform((names) => names.split(',').map((name) => name.trim()))
      .pipe(z.array(z.string().regex(/^[a-z0-9-]{1,60}$/, 'comma-separated names of a-z, 0-9 and -')).min(1)),
    description: 'Subscription queues that every result is delivered to, comma-separated',
  },
  RESULT_QUEUE_LIMIT: {
    schema: intVariable(5_000, 1, 1_000_000),
    description: 'Results waiting on one queue before further ones are held back in the catalogue',
  },
  WORKER_LOCK_MS: {
    schema: intVariable(20_000, 1_000, 600_000),
    description: 'Milliseconds after which a silent worker’s job is given to another',
  },
  WORKER_IDLE_LIMIT_MS: {
    schema: intVariable(300_000, 1_000, 86_400_000),
    description:
      'Milliseconds without taking a job beside waiting work after which /health/live of a worker fails',
  },
  WORKER_CONCURRENCY: {
    schema: intVariable(0, 0, 256),
    description: 'Jobs in flight per stage and process; 0 takes the stage’s own default',
  },
} as const satisfies EnvSpec;
