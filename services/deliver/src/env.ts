import { type EnvSpec, intVariable } from '@nianbao/service-kit';

export const deliverEnv = {
  DELIVER_INTERVAL_MS: {
    schema: intVariable(500, 100, 3_600_000),
    description: {
      zh: '查找尚未发往订阅的结果的间隔（毫秒）',
      en: 'Milliseconds between looks for results that are not yet on their way to a subscription',
    },
  },
  DELIVERIES_KEEP_DAYS: {
    // Consumers remember for 30 days what they had.
    schema: intVariable(365, 30, 36_500),
    description: {
      zh: '已确认的投递保留的天数；死信保留到重新投递为止，重新投递不依赖两者',
      en: 'Days that acknowledged deliveries stay listed; dead letters stay until they are replayed, and a replay needs neither',
    },
  },
  WEBHOOK_CONCURRENCY: {
    schema: intVariable(4, 1, 64),
    description: {
      zh: '每个进程同时发往一个网络回调的请求数',
      en: 'Requests in flight to one webhook, per process',
    },
  },
  WEBHOOK_TIMEOUT_MS: {
    schema: intVariable(15_000, 100, 120_000),
    description: { zh: '网络回调应答的时限（毫秒）', en: 'Milliseconds a webhook has to answer' },
  },
  WEBHOOK_ATTEMPTS: {
    schema: intVariable(13, 1, 30),
    description: {
      zh: '结果成为死信之前，网络回调尝试的次数',
      en: 'How often a webhook is tried before a result becomes a dead letter',
    },
  },
  WEBHOOK_BACKOFF_MS: {
    schema: intVariable(40_000, 10, 3_600_000),
    description: {
      zh: '第二次尝试前等待的毫秒数；其后每次加倍（13 次共约 46 小时）',
      en: 'Milliseconds before the second attempt; every further wait is twice as long (13 attempts: up to 46 hours)',
    },
  },
  WEBHOOK_DISABLE_AFTER_MS: {
    schema: intVariable(3 * 86_400_000, 100, 365 * 86_400_000),
    description: {
      zh: '网络回调持续失败多少毫秒后停用，直到有人恢复（默认三天）',
      en: 'A webhook of which every attempt failed for this many milliseconds is disabled until somebody resumes it (default: three days)',
    },
  },
} as const satisfies EnvSpec;
