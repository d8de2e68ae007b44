import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Catalogue, openCatalogue } from '@nianbao/catalogue';
import { ReportFilter, type ReportResult, reportTable, reportTables } from '@nianbao/contracts';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../support/catalogue-backends.ts';
import { sampleReport, sampleUpload } from '../support/catalogue-samples.ts';
import { startPostgres } from '../support/postgres.ts';

const page = readFileSync(new URL('../../packages/catalogue/SQL.md', import.meta.url), 'utf8');

interface Told {
  town: string;
  year: number;
  disputes: number | null;
  issuedOn: string;
}

const list: Told[] = [
  { town: '云栖镇', year: 2023, disputes: 10, issuedOn: '2024-01-20' },
  { town: '云栖镇', year: 2024, disputes: 25, issuedOn: '2025-03-05' },
  { town: '松岭乡', year: 2024, disputes: 40, issuedOn: '2025-01-20' },
  { town: '白露街道', year: 2024, disputes: null, issuedOn: '2025-04-01' },
];

function told({ town, year, disputes, issuedOn }: Told): {
  upload: ReturnType<typeof sampleUpload>;
  report: ReportResult;
} {
  const upload = sampleUpload(`${town}${year}.docx`, 'batch', { uploadedAt: new Date(Date.UTC(2026, 1, 1)) });
  const report = sampleReport(upload, { title: `${town}${year}年法治政府建设年度报告` });
  const [indicator] = report.indicators;
  const values = indicator && disputes !== null ? [disputes, 7] : [];
  return {
    upload,
    report: {
      ...report,
      outline: { ...report.outline, jurisdiction: town, year, issuedOn },
      indicators: values.flatMap((value) =>
        indicator ? [{ ...indicator, key: 'disputes_mediated', value }] : [],
      ),
      parts: disputes === null ? report.parts : report.parts.slice(1),
    },
  };
}

/** What the questions of the page come to on these reports. */
const answers: unknown[][][] = [
  [
    [2023, '1', '1'],
    [2024, '3', '3'],
  ],
  [['青川湾县白露街道', 2024, 'problems', 'absent']],
  [
    ['青川湾县云栖镇', 2023, 10, null],
    ['青川湾县云栖镇', 2024, 25, 15],
    ['青川湾县松岭乡', 2024, 40, null],
  ],
  // Every value counts in the long view: 25 + 7 + 40 + 7.
  [[79, '4']],
  [
    ['1', '青川湾县松岭乡', 40],
    ['2', '青川湾县云栖镇', 25],
  ],
  [
    ['causes-missing', 'info', '4', '4'],
    ['part-missing', 'error', '4', '4'],
  ],
  [
    ['青川湾县白露街道', 2024, '2025-04-01', 31],
    ['青川湾县云栖镇', 2024, '2025-03-05', 4],
  ],
  list.map(({ town, year }) => [`青川湾县${town}`, year, '调解矛盾纠纷', 14, '件', '14件', 80]).sort(byText),
  [
    [2023, '100.0'],
    [2024, '66.7'],
  ],
];

const postgres = await startPostgres();
afterAll(() => postgres?.stop());

describe.skipIf(postgres === null)('the page for analysts', () => {
  // Dates as they are printed, not as moments of this machine's clock.
  const client = new pg.Client({
    connectionString: postgres?.url,
    types: { getTypeParser: (id, format) => (id === 1082 ? String : pg.types.getTypeParser(id, format)) },
  });

  beforeAll(async () => {
    const catalogue = await openCatalogue({ databaseUrl: postgres?.url ?? '' });
    for (const each of list) {
      const { upload, report } = told(each);
      await catalogue.register([upload], 'e');
      await catalogue.publish(report, `results/${upload.name}`);
    }
    await catalogue.close();
    await client.connect();
  });
  afterEach(() => client.query('reset role'));
  afterAll(() => client.end());

  it('answers each of its questions', async () => {
    const queries = [...page.slice(page.indexOf('## 问题')).matchAll(/```sql\n(.*?)```/gs)].map(
      (match) => match[1] ?? '',
    );
    expect(queries).toHaveLength(answers.length);
    for (const [n, query] of queries.entries()) {
      const { rows } = await client.query({ text: query, rowMode: 'array' });
      expect([query, rows]).toEqual([query, answers[n]]);
    }
  });

  it('names the columns that are there, and the database says what they mean', async () => {
    const { rows } = await client.query(
      `select table_name, column_name, col_description(format('nianbao_data.%I', table_name)::regclass, ordinal_position) as meaning
       from information_schema.columns where table_schema = 'nianbao_data' order by table_name, ordinal_position`,
    );
    const there = (table: string) =>
      rows.filter((row) => row.table_name === table).map((row) => row.column_name);
    for (const { name, columns } of reportTables)
      expect(there(name)).toEqual(columns.map((column) => column.name));
    expect(rows.filter((row) => !/\p{Script=Han}.* \/ [A-Z]/u.test(row.meaning))).toEqual([]);
  });

  it('lets an analyst in as it says, and refuses while the catalogue is rebuilt', async () => {
    const [grants = ''] = /create role analyst.*?(?=```)/s.exec(page) ?? [];
    await client.query(grants);
    await client.query('set role analyst');
    const count = async () =>
      (await client.query('select count(*)::int as n from nianbao_data.reports')).rows[0]?.n;
    const published = await count();
    expect(published).toBeGreaterThan(3);
    await expect(client.query('select * from results')).rejects.toMatchObject({ code: '42501' });
    const databaseUrl = postgres?.url ?? '';
    const [catalogue, other] = await Promise.all([1, 2].map(() => openCatalogue({ databaseUrl })));
    if (!catalogue || !other) throw new Error('two were opened');
    const reading = await readOnAndOn(other);
    await catalogue
      .refill(async () => {
        for (const { name } of reportTables)
          await expect(client.query(`select * from nianbao_data.${name}`), name).rejects.toMatchObject({
            code: '57P03',
            message: expect.stringMatching(/rebuilt.*重建/),
          });
        throw new Error('broken off');
      })
      .catch(() => {});
    await expect(count()).rejects.toMatchObject({ code: '57P03' });
    await catalogue.refill(async (own) => {
      for (const each of list) {
        const { upload, report } = told(each);
        await own.register([upload], 'e');
        await own.publish(report, `results/${upload.name}`);
      }
    });
    expect(await count()).toBe(published);
    expect(await reading.end()).toEqual(['DATABASE_UNAVAILABLE', 'whole']);
    await Promise.all([catalogue.close(), other.close()]);
  });

  it('leaves views alone that a newer program made, and the rights on them', async () => {
    await client.query(`grant select on nianbao_data.parts to pg_monitor`);
    await client.query(`comment on schema nianbao_data is 'views 1, columns 3'`);
    await (await openCatalogue({ databaseUrl: postgres?.url ?? '' })).close();
    const comment = async () =>
      (await client.query(`select obj_description('nianbao_data'::regnamespace, 'pg_namespace') as c`))
        .rows[0]?.c;
    expect(await comment()).toMatch(/^views 2, columns [1-9]\d\d$/);
    await client.query(`comment on schema nianbao_data is 'views 999, columns 9999'`);
    await (await openCatalogue({ databaseUrl: postgres?.url ?? '' })).close();
    expect(await comment()).toBe('views 999, columns 9999');
    const { rows } = await client.query(
      `select has_table_privilege('pg_monitor', 'nianbao_data.parts', 'select') as may`,
    );
    expect(rows).toEqual([{ may: true }]);
  });
});

await describeOnBothDatabases('tables of reports', ({ catalogue }) => {
  it('are read page by page in the order of the reports', async () => {
    for (const each of list) {
      const { upload, report } = told(each);
      await catalogue().register([upload], 'e');
      await catalogue().publish(report, `results/${upload.name}`);
    }
    const filter = ReportFilter.parse({ sort: 'place', order: 'desc', place: '青川' });
    for (const { name, columns } of reportTables) {
      const whole = await catalogue().reportTable(name, filter, { limit: 100 });
      expect(whole).toMatchObject({ reports: 4, nextCursor: null });
      expect(whole.rows.every((row) => row.length === columns.length)).toBe(true);
      const paged: unknown[] = [];
      let cursor: string | null | undefined;
      do {
        const next = await catalogue().reportTable(name, filter, { limit: 1, ...(cursor && { cursor }) });
        paged.push(...next.rows);
        cursor = next.nextCursor;
      } while (cursor);
      expect(paged).toEqual(whole.rows);
    }
    const { columns } = reportTable('reports');
    const { rows } = await catalogue().reportTable('reports', filter, { limit: 1 });
    const first = Object.fromEntries(columns.map((column, n) => [column.name, rows[0]?.[n]]));
    expect(first).toMatchObject({
      place: '青川湾县白露街道',
      year: 2024,
      issued_on: '2025-04-01',
      uploaded_at: '2026-02-01T00:00:00.000Z',
      missing_parts: ['problems'],
      figures: 3,
    });
  });
});

function byText(a: unknown[], b: unknown[]): number {
  return String(a[0]) < String(b[0]) ? -1 : String(a[0]) > String(b[0]) ? 1 : Number(a[1]) - Number(b[1]);
}

/** Another process that asks as fast as it can, once answered already: tells in the end what it was answered. */
async function readOnAndOn(catalogue: Catalogue) {
  const ask = async () => (await catalogue.documents({ limit: 1000 })).documents.length;
  const whole = await ask();
  const seen = new Set<string>(['whole']);
  let over = false;
  const done = (async () => {
    while (!over) {
      const answer = ask().then((n) => (n === whole ? 'whole' : `${n} of ${whole}`));
      seen.add(await answer.catch((error: { code: string }) => error.code));
      await sleep(5);
    }
  })();
  return {
    async end() {
      over = true;
      await done;
      return [...seen].sort();
    },
  };
}
