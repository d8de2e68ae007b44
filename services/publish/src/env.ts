import { type EnvSpec, intVariable } from '@nianbao/service-kit';

export const publishEnv = {
  REDELIVER_INTERVAL_MS: {
    schema: intVariable(15_000, 500, 3_600_000),
    description: 'Milliseconds between looks for results that are not yet on their queues',
  },
} as const satisfies EnvSpec;
