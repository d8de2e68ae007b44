import { type EnvSpec, intVariable } from '@nianbao/service-kit';

export const sweepEnv = {
  SWEEP_INTERVAL_MS: {
    schema: intVariable(60_000, 500, 86_400_000),
    description: 'Milliseconds between looks for uploads whose event or job was lost',
  },
  STRANDED_AFTER_MS: {
    schema: intVariable(30 * 60_000, 1_000, 7 * 86_400_000),
    description:
      'Milliseconds in flight after which an upload is enqueued again, whatever happened to its job',
  },
  MAX_DOCUMENT_BYTES: {
    schema: intVariable(100 * 1024 * 1024, 1_024, 1024 * 1024 * 1024),
    description: 'Largest file that is read, in bytes',
  },
  MAINTENANCE_INTERVAL_MS: {
    schema: intVariable(2_000, 100, 3_600_000),
    description:
      'Milliseconds between looks for what reprocessing runs have to read and deletions have to remove',
  },
} as const satisfies EnvSpec;
