import { availableParallelism } from 'node:os';
import { type EnvSpec, intVariable } from '@nianbao/service-kit';

export const ocrEnv = {
  OCR_PROCESSES: {
    schema: intVariable(Math.min(4, availableParallelism()), 1, 64),
    description: {
      zh: '文字识别子进程数（每个一个线程），即同时识别的扫描件数（默认为核心数，最多 4）',
      en: 'OCR child processes, one thread each, and so scans read at once (default: the cores, at most 4)',
    },
  },
  OCR_PAGE_TIMEOUT_MS: {
    schema: intVariable(30_000, 1_000, 600_000),
    description: {
      zh: '平均每页扫描件识别的时限（毫秒），超过即终止',
      en: 'Milliseconds a scanned page may take, on average over its document, before the OCR is killed',
    },
  },
  OCR_MAX_PAGES: {
    schema: intVariable(100, 1, 2_000),
    description: {
      zh: '一份文档最多识别多少页扫描件，超过则拒绝',
      en: 'Scanned pages that are read in one document; one with more is refused',
    },
  },
  OCR_MEMORY_MB: {
    schema: intVariable(1_536, 512, 16_384),
    description: {
      zh: '一个文字识别进程的内存上限（MB），超过即终止',
      en: 'Megabytes one OCR process may use before it is killed',
    },
  },
} as const satisfies EnvSpec;
