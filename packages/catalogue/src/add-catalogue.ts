import { type Env, type OpenedParts, readEnv } from '@nianbao/service-kit';
import type { Catalogue } from './catalogue.ts';
import { catalogueEnv } from './catalogue-env.ts';
import { openCatalogue } from './open-catalogue.ts';
import { type CountsCalls, timedCatalogue } from './timed-catalogue.ts';

/** Adds the PostgreSQL server of `DATABASE_URL` to a service's parts. The embedded database serves one process alone and is not for services. */
export async function addCatalogue<P extends CountsCalls & { env: Env }>(
  opened: OpenedParts<P>,
): Promise<OpenedParts<P & { catalogue: Catalogue }>> {
  const values = readEnv(catalogueEnv, opened.parts.env);
  try {
    if (values.DATABASE_URL === undefined) {
      throw new Error(
        '请设置 DATABASE_URL（PostgreSQL）。 Set DATABASE_URL: this service needs a PostgreSQL server.',
      );
    }
    const catalogue = await openCatalogue({
      databaseUrl: values.DATABASE_URL,
      poolMax: values.DATABASE_POOL_MAX,
      statementTimeoutMs: values.DATABASE_STATEMENT_TIMEOUT_MS,
    });
    return {
      ...opened,
      parts: { ...opened.parts, catalogue: timedCatalogue(catalogue, opened.parts) },
      checks: { ...opened.checks, catalogue: () => catalogue.check() },
      async close() {
        await catalogue.close();
        await opened.close();
      },
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}
