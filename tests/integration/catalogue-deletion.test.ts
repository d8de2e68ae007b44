import { openCatalogue } from '@nianbao/catalogue';
import pg from 'pg';
import { expect, it } from 'vitest';
import { sampleFailure, sampleReport, sampleUpload } from '../support/catalogue-samples.ts';
import { startPostgres } from '../support/postgres.ts';

const runId = '20261122-081500-3fa94c';

/** Tables, of whatever name and whoever made them, with a row that names the id. */
async function tablesNaming(client: pg.Client, id: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const hit = await client.query(`select 1 from "${name}" t where t::text like $1 limit 1`, [`%${id}%`]);
    if (hit.rowCount) found.push(name);
  }
  return found.toSorted();
}

it('a deletion leaves no row of the document in any table but its receipt', async ({ skip }) => {
  const postgres = await startPostgres();
  if (!postgres) return skip('no PostgreSQL server');
  const catalogue = await openCatalogue({ databaseUrl: postgres.url });
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  try {
    const upload = sampleUpload('云栖镇2025.docx');
    await catalogue.keepQueues(['results']);
    await catalogue.register([upload], 'epoch');
    const report = sampleReport(upload);
    const failure = sampleFailure(upload, 'CORRUPT_ZIP', { publishedAt: '2026-02-01T08:00:00.000Z' });
    for (const result of [report, failure])
      await catalogue.publish(result, `results/${result.resultId}.json`);
    await catalogue.startReprocess(runId, { all: true }, { stages: [], profiles: {} });
    const tables = await tablesNaming(client, report.documentId);
    expect(tables).toEqual(expect.arrayContaining(['documents', 'quantities', 'reprocess_items', 'uploads']));
    expect(await tablesNaming(client, report.resultId)).toContain('deliveries');

    await catalogue.startDeletion(runId, { ids: [report.documentId] }, { actor: 'test', reason: 'test' });
    const [due] = await catalogue.dueDeletions(10);
    if (!due) throw new Error('nothing is due');
    expect(due).toMatchObject({ documentId: report.documentId, uploads: [{ uploadId: upload.uploadId }] });
    expect(due.resultIds.toSorted()).toEqual([report.resultId, failure.resultId].toSorted());
    expect(await catalogue.forget(due, 7)).toBe(true);

    expect(await tablesNaming(client, report.documentId)).toEqual(['deletion_items', 'deletions']);
    for (const id of [upload.uploadId, report.resultId, failure.resultId])
      expect(await tablesNaming(client, id)).toEqual([]);
    expect(await catalogue.dueDeletions(10)).toEqual([]);

    // A job that had found the rows just before they went.
    for (const late of [report, failure])
      await expect(catalogue.publish(late, 'results/late.json')).rejects.toThrow('was deleted while');
    expect(await tablesNaming(client, upload.uploadId)).toEqual([]);
    // The same file put there again is another matter.
    await catalogue.register([upload], 'epoch');
    await catalogue.publish(report, 'results/again.json');
    expect(await tablesNaming(client, upload.uploadId)).toContain('documents');
  } finally {
    await client.end();
    await catalogue.close();
    await postgres.stop();
  }
});
