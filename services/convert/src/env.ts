import { availableParallelism } from 'node:os';
import { type EnvSpec, intVariable } from '@nianbao/service-kit';

export const convertEnv = {
  CONVERTER_PROCESSES: {
    schema: intVariable(Math.min(4, availableParallelism()), 1, 64),
    description:
      'Converter child processes, and so documents converted at once (default: the cores, at most 4)',
  },
  CONVERTER_TIMEOUT_MS: {
    schema: intVariable(60_000, 1_000, 600_000),
    description: 'Milliseconds one document may take before its converter is killed',
  },
  CONVERTER_MEMORY_MB: {
    schema: intVariable(950, 128, 16_384),
    description: 'Megabytes one converter may use before it is killed',
  },
  MAX_DOCUMENT_BYTES: {
    schema: intVariable(100 * 1024 * 1024, 1_024, 1024 * 1024 * 1024),
    description: 'Largest file that is read, in bytes',
  },
} as const satisfies EnvSpec;
