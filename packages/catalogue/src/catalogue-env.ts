import { type EnvSpec, intVariable, optionalVariable } from '@nianbao/service-kit';

/** The variables a process that uses the catalogue reads. */
export const catalogueEnv = {
  DATABASE_URL: {
    schema: optionalVariable(),
    description: 'PostgreSQL 14 or newer. Unset: an embedded database in the data folder, for one process.',
    example: 'postgresql://nianbao:password@db.internal:5432/nianbao',
    secret: true,
  },
  DATABASE_POOL_MAX: {
    schema: intVariable(10, 1, 200),
    description: 'Connections per process.',
  },
  DATABASE_STATEMENT_TIMEOUT_MS: {
    schema: intVariable(30_000, 0, 600_000),
    description:
      'The server gives up a statement after this long. 0: never, which PgBouncer in transaction mode needs.',
  },
} as const satisfies EnvSpec;
