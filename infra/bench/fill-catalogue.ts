/** Runs one statement on the database that is being filled. */
export type Execute = (statement: string, parameters?: unknown[]) => Promise<unknown>;

const sentences = 400;
const words = [
  '执法',
  '检查',
  '调解',
  '纠纷',
  '宣传',
  '培训',
  '行政',
  '复议',
  '整改',
  '公开',
  '监督',
  '普法',
  '乡镇',
  '村民',
  '机关',
  '制度',
  '考核',
  '服务',
  '隐患',
  '案件',
];
/** The distinct texts, of some 3,000 letters each. */
const texts = 500;

/**
 * Fills an empty catalogue with `count` published reports of invented places: 40 figures, 12 indicators, 8 parts, 3 findings and a text
 * each, if exports are not all that is measured. By SQL, because publishing them one by one would take longer than what is measured. Indexes of texts are made at the end.
 */
export async function fillCatalogue(
  execute: Execute,
  count: number,
  keys: readonly string[],
  withTexts: boolean,
): Promise<void> {
  await execute(`set statement_timeout = 0`);
  await execute(
    `insert into batches select 'batch-' || b, now() - b * interval '1 day' from generate_series(0, 19) b`,
  );
  await execute(`insert into uploads (upload_id, key, etag, name, batch_id, bytes, profile_id, priority, document_id, format, state,
      redis_epoch, enqueued_at, uploaded_at, finished_at)
    select encode(sha256(('u' || n)::bytea), 'hex'), 'incoming/' || n, n::text, '第' || n % 300 || '县/' || n || '号镇.docx',
      'batch-' || n % 20, 20000 + n, 'auto', 100, encode(sha256(('d' || n)::bytea), 'hex'), 'docx', 'published',
      'bench', now(), now() - n * interval '1 second', now() - n * interval '1 second' from generate_series(1, ${count}) n`);
  await execute(`insert into documents (document_id, owner_upload_id, report_id)
    select document_id, upload_id, left(document_id, 32) from uploads`);
  await execute(`insert into results (result_id, document_id, kind, result_key, published_at, title, year, jurisdiction, place, profile,
      issuer, issued_on, quantities, indicators, missing_parts, findings)
    select left(u.document_id, 32), u.document_id, 'report', 'results/' || n, u.finished_at, n || '号镇' || y || '年法治政府建设年度报告', y,
      n || '号镇', '第' || n % 300 || '县' || n || '号镇', 'rule-of-law-government', n || '号镇人民政府', make_date(y + 1, 1, 20),
      40, 12, case when n % 7 = 0 then '["problems"]'::jsonb else '[]' end, 3
    from (select *, etag::int as n, 2018 + etag::int % 7 as y from uploads) u`);
  await fillRows(execute, keys);
  await fillSearch(execute);
  if (withTexts) await fillTexts(execute);
  await execute('analyze');
}

async function fillRows(execute: Execute, keys: readonly string[]): Promise<void> {
  await execute(`insert into quantities (document_id, ordinal, quantity_id, value, unit, quote, start_offset, end_offset, status, subject, section_id)
    select document_id, q, 'q' || q, (etag::int * 37 + q * 11) % 5000, '件', '调解矛盾纠纷' || q || '件', q * 40, q * 40 + 8, 'reported',
      '调解矛盾纠纷', 's' || q % 5 from uploads, generate_series(1, 40) q`);
  await execute(
    `insert into indicators (document_id, ordinal, key, value, unit, status, quantity_ids, rule)
    select document_id, i, ($1::text[])[1 + (etag::int + i) % $2::int], (etag::int * 31 + i * 17) % 3000, '件', 'reported',
      '["q1"]', 'bench' from uploads, generate_series(1, 12) i`,
    [keys, keys.length],
  );
  await execute(`insert into parts (document_id, ordinal, key, state, mandatory)
    select document_id, p, 'part-' || p, case when (etag::int + p) % 7 = 0 then 'absent' else 'section' end, true
    from uploads, generate_series(1, 8) p`);
  await execute(`insert into findings (document_id, ordinal, code, severity, message, spans, basis)
    select document_id, f, (array['late-report', 'numbering', 'sum-mismatch', 'part-missing', 'no-date'])[1 + (etag::int + f * f) % 5], 'warning',
      '{"zh": "说明", "en": "message"}', '[]', '{"kind": "form"}' from uploads, generate_series(1, 3) f`);
}

async function fillSearch(execute: Execute): Promise<void> {
  await execute(`insert into report_search
    select d.document_id, u.upload_id, u.batch_id, u.uploaded_at, true, r.result_id, lower(u.name), lower(r.title), lower(r.place), r.year,
      r.profile, r.quantities, r.indicators, r.findings, array(select jsonb_array_elements_text(r.missing_parts)),
      array(select distinct f.code from findings f where f.document_id = d.document_id)
    from documents d join results r on r.result_id = d.report_id join uploads u on u.upload_id = d.owner_upload_id`);
}

async function fillTexts(execute: Execute): Promise<void> {
  await execute('drop index report_texts_pairs');
  await execute('create temporary table sample_texts (n int primary key, body text, pairs int4[])');
  for (let n = 0; n < texts; n += 1) {
    const body = sampleText(n);
    const pairs = new Set<number>();
    for (let at = 1; at < body.length; at += 1)
      pairs.add((body.charCodeAt(at - 1) << 16) | body.charCodeAt(at));
    await execute('insert into sample_texts values ($1, $2, $3::int4[])', [n, body, [...pairs]]);
  }
  await execute(
    `insert into report_texts select u.document_id, t.body, t.pairs from uploads u join sample_texts t on t.n = u.etag::int % ${texts}`,
  );
  await execute('create index report_texts_pairs on report_texts using gin (pairs)');
}

/** A text of the usual words in another order each; a twentieth of the texts speak of 消防演练. */
function sampleText(n: number): string {
  let state = n + 1;
  const next = (below: number) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
  const rare = String.fromCharCode(0x4e00 + n * 7, 0x5e00 + n * 3);
  const list = Array.from(
    { length: sentences },
    () => `${words[next(words.length)]}${words[next(words.length)]}${next(900)}件`,
  );
  return `${list.join('')}${n % 20 === 0 ? '消防演练' : ''}${rare}`;
}
