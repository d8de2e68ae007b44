import { sql } from 'drizzle-orm';
import { createAccessRecords } from './access/create-access-records.ts';
import type { Catalogue } from './catalogue.ts';
import { createComparing } from './comparison/create-comparing.ts';
import { connectEmbedded, connectServer, type ServerOptions } from './database/connect.ts';
import { type Connection, type Database, rows } from './database/database.ts';
import { translateError } from './database/database-errors.ts';
import { countMigrations, migrate } from './database/migrate.ts';
import type { EmbeddedOptions } from './database/start-embedded.ts';
import { createDeleting } from './deletion/create-deleting.ts';
import { createDeliveries } from './deliveries/deliveries.ts';
import { createSubscriptions } from './deliveries/subscriptions.ts';
import { createExportSchedules } from './export-schedules/create-export-schedules.ts';
import { createAccounts } from './ledger/accounts.ts';
import { documentByPrefix, documentPage } from './ledger/documents.ts';
import { createLedger } from './ledger/ledger.ts';
import { createOperatorViews } from './ledger/operator-views.ts';
import { type AdoptionDefaults, publish } from './publishing/publish.ts';
import { defaultLeaseMs, refill, whileComplete } from './refill.ts';
import { relatedFindings } from './related/related-findings.ts';
import { reportPage } from './reports/report-search.ts';
import { reportTablePage } from './reports/report-table-page.ts';
import { createReprocessing } from './reprocess/create-reprocessing.ts';
import { createSteeringRecord } from './steering.ts';

export type CatalogueOptions = (ServerOptions | EmbeddedOptions) & {
  /** For uploads known only from their result, see publish. Default profile `auto`, priority 100. */
  adoption?: AdoptionDefaults;
  /** For how long the catalogue, once found complete, is taken for complete: the same in all processes, milliseconds. Default 1,000; 0 asks at every call. */
  leaseMs?: number;
};

const defaultAdoption: AdoptionDefaults = { profileId: 'auto', priority: 100 };

/**
 * Opens the catalogue and brings its schema up to date. Every method throws RetryLaterError `DATABASE_UNAVAILABLE` while the database
 * does not answer; so does this function.
 */
export async function openCatalogue(options: CatalogueOptions): Promise<Catalogue> {
  try {
    const connection = 'databaseUrl' in options ? connectServer(options) : await connectEmbedded(options);
    try {
      await migrate(connection.db);
      // The embedded database has nobody who does it from time to time, and without it searches what it could look up.
      if (!('databaseUrl' in options))
        await connection.db.execute(sql`analyze report_search, indicators, uploads`);
    } catch (error) {
      await connection.close();
      throw error;
    }
    return createCatalogue(connection, options);
  } catch (error) {
    throw translateError(error);
  }
}

function createCatalogue(
  { db, product, close }: Connection,
  { adoption = defaultAdoption, leaseMs = defaultLeaseMs }: Pick<CatalogueOptions, 'adoption' | 'leaseMs'>,
): Catalogue {
  const { replay, ...deliveries } = createDeliveries(db);
  const { hasBatch, resumeBatch, ...steering } = createSteeringRecord(db);
  const refilled = { ...readBack(db, adoption), replay, hasBatch, resumeBatch };
  const kept = {
    ...createSubscriptions(db),
    ...deliveries,
    ...createExportSchedules(db),
    ...createAccessRecords(db),
    ...steering,
    refill: <T>(work: (own: Catalogue) => Promise<T>) => refill(db, leaseMs, () => work(own)),
    check: () => check(db, product),
    close,
  };
  const own = translated({ ...kept, ...refilled });
  return translated({ ...kept, ...whileComplete(db, leaseMs, refilled) });
}

/** What is asked of, or written to, tables that are read back from the object store. */
function readBack(db: Database, adoption: AdoptionDefaults) {
  return {
    ...createLedger(db),
    ...createAccounts(db),
    ...createOperatorViews(db),
    ...createReprocessing(db),
    ...createDeleting(db),
    ...createComparing(db),
    publish: (result, resultKey, text, trace) =>
      publish(db, result, resultKey, { announce: { trace }, text, adoption }),
    record: (result, resultKey, text) => publish(db, result, resultKey, { announce: null, text, adoption }),
    documents: (query) => documentPage(db, query),
    reports: (query) => reportPage(db, query),
    reportTable: (table, filter, page) => reportTablePage(db, table, filter, page),
    document: (id) => documentByPrefix(db, id),
    related: (documentId) => relatedFindings(db, documentId),
  } satisfies Partial<Catalogue>;
}

async function check(db: Database, product: string) {
  const [row] = await rows<{ server_version: string }>(db, sql`show server_version`);
  return { server: `${product} ${row?.server_version}`, migrations: await countMigrations(db) };
}

/** The same catalogue with its errors in the terms of the contracts. */
function translated(catalogue: Catalogue): Catalogue {
  const wrapped = Object.entries(catalogue).map(
    ([name, method]: [string, (...args: never[]) => Promise<unknown>]) => [
      name,
      async (...args: never[]) => {
        try {
          return await method(...args);
        } catch (error) {
          throw translateError(error);
        }
      },
    ],
  );
  return Object.fromEntries(wrapped) as Catalogue;
}
