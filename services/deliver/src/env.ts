import { type EnvSpec, intVariable } from '@nianbao/service-kit';

export const deliverEnv = {
  DELIVER_INTERVAL_MS: {
    schema: intVariable(500, 100, 3_600_000),
    description: 'Milliseconds between looks for results that are not yet on their way to a subscription',
  },
  DELIVERIES_KEEP_DAYS: {
    // Consumers remember for 30 days what they had.
    schema: intVariable(365, 30, 36_500),
    description:
      'Days that acknowledged deliveries stay listed; dead letters stay until they are replayed, and a replay needs neither',
  },
  WEBHOOK_CONCURRENCY: {
    schema: intVariable(4, 1, 64),
    description: 'Requests in flight to one webhook, per process',
  },
  WEBHOOK_TIMEOUT_MS: {
    schema: intVariable(15_000, 100, 120_000),
    description: 'Milliseconds a webhook has to answer',
  },
  WEBHOOK_ATTEMPTS: {
    schema: intVariable(13, 1, 30),
    description: 'How often a webhook is tried before a result becomes a dead letter',
  },
  WEBHOOK_BACKOFF_MS: {
    schema: intVariable(40_000, 10, 3_600_000),
    description:
      'Milliseconds before the second attempt; every further wait is twice as long (13 attempts: up to 46 hours)',
  },
  WEBHOOK_DISABLE_AFTER_MS: {
    schema: intVariable(3 * 86_400_000, 100, 365 * 86_400_000),
    description:
      'A webhook of which every attempt failed for this many milliseconds is disabled until somebody resumes it (default: three days)',
  },
} as const satisfies EnvSpec;
