import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Catalogue, openCatalogue } from '@nianbao/catalogue';
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { startPostgres } from './postgres.ts';

/** Making a new embedded database takes seconds of computing, and many test files may be at it at once. */
export const embeddedStartMs = 240_000;

/** Emptied before every test, without notice to anybody. */
const leaseMs = 0;

/** What a suite is handed. Call them inside tests: nothing is open before. */
export interface CatalogueBackend {
  catalogue(): Catalogue;
  /** A second connection to the same data; the embedded database has but the one. */
  rival(): Catalogue;
}

/** Runs one suite on the embedded database and on a real server, each opened once and emptied before every test. */
export async function describeOnBothDatabases(title: string, suite: (backend: CatalogueBackend) => void) {
  const postgres = await startPostgres();
  describe(`${title} on PGlite`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'nianbao-pglite-'));
    suite(openForSuite(async () => [await openCatalogue({ pgliteDir: join(folder, 'db'), leaseMs })]));
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
  });
  describe.skipIf(postgres === null)(`${title} on PostgreSQL`, () => {
    const databaseUrl = postgres?.url ?? '';
    suite(openForSuite(() => Promise.all([1, 2].map(() => openCatalogue({ databaseUrl, leaseMs })))));
  });
  afterAll(() => postgres?.stop());
}

function openForSuite(open: () => Promise<Catalogue[]>): CatalogueBackend {
  let opened: Catalogue[] = [];
  beforeAll(async () => {
    opened = await open();
  }, embeddedStartMs);
  beforeEach(() => opened[0]?.refill(async () => {}));
  afterAll(async () => {
    await Promise.all(opened.map((catalogue) => catalogue.close()));
  });
  const at = (index: number) => {
    const catalogue = opened[index];
    if (!catalogue) throw new Error('the catalogue is opened in beforeAll');
    return catalogue;
  };
  return { catalogue: () => at(0), rival: () => at(opened.length - 1) };
}
