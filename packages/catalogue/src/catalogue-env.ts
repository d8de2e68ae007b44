import { type EnvSpec, intVariable, optionalVariable } from '@nianbao/service-kit';

/** The variables a process that uses the catalogue reads. */
export const catalogueEnv = {
  DATABASE_URL: {
    schema: optionalVariable(),
    description: {
      zh: 'PostgreSQL 14 或更新版本。不设置则用数据文件夹中的内嵌数据库，仅供一个进程使用。',
      en: 'PostgreSQL 14 or newer. Unset: an embedded database in the data folder, for one process.',
    },
    example: 'postgresql://nianbao:password@db.internal:5432/nianbao',
    secret: true,
  },
  DATABASE_POOL_MAX: {
    schema: intVariable(10, 1, 200),
    description: { zh: '每个进程的连接数。', en: 'Connections per process.' },
  },
  DATABASE_STATEMENT_TIMEOUT_MS: {
    schema: intVariable(30_000, 0, 600_000),
    description: {
      zh: '服务器放弃一条语句前的毫秒数。0 表示不限，PgBouncer 的事务模式需要。',
      en: 'The server gives up a statement after this long. 0: never, which PgBouncer in transaction mode needs.',
    },
  },
} as const satisfies EnvSpec;
