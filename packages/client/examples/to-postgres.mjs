// Writes every report and its figures to PostgreSQL, once per result.
//   REDIS_URL=… DATABASE_URL=… QUEUE=archive node --import tsx packages/client/examples/to-postgres.mjs
// 把每份报告及其数字写入 PostgreSQL；同一结果只写一次，中断后重启即可。
import { consumeResults } from '@nianbao/client';
import pg from 'pg';

const { REDIS_URL = 'redis://127.0.0.1:6379', DATABASE_URL, QUEUE = 'results' } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL });
await pool.query(`
  create table if not exists my_reports (
    document_id text primary key, result_id text not null, published_at timestamptz not null, year int, place text, title text);
  create table if not exists my_figures (
    document_id text not null references my_reports on delete cascade, id text not null,
    subject text not null, value numeric not null, unit text not null, quote text not null, primary key (document_id, id));
`);

const consumer = await consumeResults({
  redisUrl: REDIS_URL,
  queue: QUEUE,
  name: 'to-postgres',
  concurrency: 4,
  onResult: (result) => (result.kind === 'report' ? save(result) : undefined),
  onFailed: (error, { resultId, dead }) =>
    console.error(resultId, dead ? 'given up:' : 'again later:', error.message),
});
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => consumer.close().then(() => pool.end()));

/** One transaction: a crash leaves all of a report or nothing, and the message comes again. */
async function save({ documentId, resultId, publishedAt, outline, quantities }) {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { title, year, jurisdiction } = outline;
    const { rowCount } = await client.query(
      // A revised report takes the place of the one before; an older one, or the same again, changes nothing.
      `insert into my_reports values ($1, $2, $3, $4, $5, $6)
       on conflict (document_id) do update set (result_id, published_at, year, place, title)
         = (excluded.result_id, excluded.published_at, excluded.year, excluded.place, excluded.title)
         where my_reports.published_at < excluded.published_at`,
      [documentId, resultId, publishedAt, year, jurisdiction, title?.quote ?? null],
    );
    if (rowCount === 1) {
      await client.query('delete from my_figures where document_id = $1', [documentId]);
      await client.query(
        `insert into my_figures select $1, f->>'id', f->>'subject', (f->>'value')::numeric, f->>'unit', f->>'quote'
         from jsonb_array_elements($2::jsonb) f where f->>'status' = 'reported'`,
        [documentId, JSON.stringify(quantities)],
      );
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}
