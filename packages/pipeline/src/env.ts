import { defaultResultsQueue } from '@nianbao/contracts';
import { type EnvSpec, intVariable, textVariable } from '@nianbao/service-kit';
import { z } from 'zod';

/** Variables of everything that talks to Redis. */
export const pipelineEnv = {
  REDIS_URL: {
    schema: textVariable('redis://127.0.0.1:6379'),
    description: {
      zh: 'Redis 或 Valkey 的地址，6.2 或更新版本，maxmemory-policy 须为 noeviction',
      en: 'Redis or Valkey, 6.2 or newer, with maxmemory-policy noeviction',
    },
    secret: true,
  },
  RESULT_QUEUES: {
    schema: z
      .string()
      .default(defaultResultsQueue)
      .transform((names) => names.split(',').map((name) => name.trim()))
      .pipe(z.array(z.string().regex(/^[a-z0-9-]{1,60}$/, 'comma-separated names of a-z, 0-9 and -')).min(1)),
    description: {
      zh: '每份结果都要送达的订阅队列，用逗号分隔',
      en: 'Subscription queues that every result is delivered to, comma-separated',
    },
  },
  RESULT_QUEUE_LIMIT: {
    schema: intVariable(5_000, 1, 1_000_000),
    description: {
      zh: '一个队列最多积压多少结果；超过后暂存在目录库中',
      en: 'Results waiting on one queue before further ones are held back in the catalogue',
    },
  },
  WORKER_LOCK_MS: {
    schema: intVariable(20_000, 1_000, 600_000),
    description: {
      zh: '工作进程无声多少毫秒后，其任务交给别的进程',
      en: 'Milliseconds after which a silent worker’s job is given to another',
    },
  },
  WORKER_IDLE_LIMIT_MS: {
    schema: intVariable(300_000, 1_000, 86_400_000),
    description: {
      zh: '有任务等待而不取任务超过多少毫秒后，/health/live 判为不健康',
      en: 'Milliseconds without taking a job beside waiting work after which /health/live of a worker fails',
    },
  },
  WORKER_CONCURRENCY: {
    schema: intVariable(0, 0, 256),
    description: {
      zh: '每个进程每个阶段同时处理的任务数；0 表示用阶段自己的默认值',
      en: 'Jobs in flight per stage and process; 0 takes the stage’s own default',
    },
  },
} as const satisfies EnvSpec;
