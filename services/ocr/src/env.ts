import { availableParallelism } from 'node:os';
import { type EnvSpec, intVariable } from '@nianbao/service-kit';

export const ocrEnv = {
  OCR_PROCESSES: {
    schema: intVariable(Math.min(4, availableParallelism()), 1, 64),
    description:
      'OCR child processes, one thread each, and so scans read at once (default: the cores, at most 4)',
  },
  OCR_PAGE_TIMEOUT_MS: {
    schema: intVariable(30_000, 1_000, 600_000),
    description:
      'Milliseconds a scanned page may take, on average over its document, before the OCR is killed',
  },
  OCR_MAX_PAGES: {
    schema: intVariable(100, 1, 2_000),
    description: 'Scanned pages that are read in one document; one with more is refused',
  },
  OCR_MEMORY_MB: {
    schema: intVariable(1_536, 512, 16_384),
    description: 'Megabytes one OCR process may use before it is killed',
  },
} as const satisfies EnvSpec;
