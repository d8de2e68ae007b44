import { availableParallelism } from 'node:os';
import { type EnvSpec, intVariable } from '@nianbao/service-kit';

export const convertEnv = {
  CONVERTER_PROCESSES: {
    schema: intVariable(Math.min(4, availableParallelism()), 1, 64),
    description: {
      zh: '转换子进程数，即同时转换的文档数（默认为核心数，最多 4）',
      en: 'Converter child processes, and so documents converted at once (default: the cores, at most 4)',
    },
  },
  CONVERTER_TIMEOUT_MS: {
    schema: intVariable(60_000, 1_000, 600_000),
    description: {
      zh: '一份文档转换的时限（毫秒），超过即终止其转换进程',
      en: 'Milliseconds one document may take before its converter is killed',
    },
  },
  CONVERTER_MEMORY_MB: {
    schema: intVariable(950, 128, 16_384),
    description: {
      zh: '一个转换进程的内存上限（MB），超过即终止',
      en: 'Megabytes one converter may use before it is killed',
    },
  },
  MAX_DOCUMENT_BYTES: {
    schema: intVariable(100 * 1024 * 1024, 1_024, 1024 * 1024 * 1024),
    description: { zh: '读取的最大文件（字节）', en: 'Largest file that is read, in bytes' },
  },
} as const satisfies EnvSpec;
