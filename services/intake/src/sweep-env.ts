import { type EnvSpec, intVariable } from '@nianbao/service-kit';

export const sweepEnv = {
  SWEEP_INTERVAL_MS: {
    schema: intVariable(60_000, 500, 86_400_000),
    description: {
      zh: '查找丢失事件或任务的上传文件的间隔（毫秒）',
      en: 'Milliseconds between looks for uploads whose event or job was lost',
    },
  },
  STRANDED_AFTER_MS: {
    schema: intVariable(30 * 60_000, 1_000, 7 * 86_400_000),
    description: {
      zh: '上传文件处理超过多少毫秒后重新排队，不论其任务如何',
      en: 'Milliseconds in flight after which an upload is enqueued again, whatever happened to its job',
    },
  },
  MAX_DOCUMENT_BYTES: {
    schema: intVariable(100 * 1024 * 1024, 1_024, 1024 * 1024 * 1024),
    description: { zh: '读取的最大文件（字节）', en: 'Largest file that is read, in bytes' },
  },
  MAINTENANCE_INTERVAL_MS: {
    schema: intVariable(2_000, 100, 3_600_000),
    description: {
      zh: '查看重新读取与删除任务的间隔（毫秒）',
      en: 'Milliseconds between looks for what reprocessing runs have to read and deletions have to remove',
    },
  },
} as const satisfies EnvSpec;
