// Appends every indicator of every report to a CSV file that Excel opens, once per result. The rows of a revised report name the result
// whose rows they replace.
//   REDIS_URL=… OUT=indicators.csv QUEUE=office node --import tsx packages/client/examples/to-csv.mjs
// 把每份报告的指标追加到 Excel 可打开的 CSV 文件；同一结果只写一次；更新的报告在 replaces 列写明取代哪一结果的各行。
import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { consumeResults } from '@nianbao/client';

const { REDIS_URL = 'redis://127.0.0.1:6379', OUT = 'indicators.csv', QUEUE = 'results' } = process.env;
const header = ['resultId', 'replaces', 'place', 'year', 'indicator', 'value', 'unit', 'file', 'rows'];
const written = openFile();

const consumer = await consumeResults({
  redisUrl: REDIS_URL,
  queue: QUEUE,
  name: 'to-csv',
  onResult(result, { previousResultId }) {
    if (result.kind !== 'report' || written.has(result.resultId)) return;
    const { resultId, outline, source } = result;
    const reported = result.indicators.filter(({ status }) => status === 'reported');
    const rows = reported.map(({ key, value, unit }) =>
      line([
        ...[resultId, previousResultId, outline.jurisdiction, outline.year, key, value, unit],
        ...[source.name, reported.length],
      ]),
    );
    appendFileSync(OUT, rows.join(''));
    written.add(resultId);
  },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => consumer.close());

/** The results in the file whose rows are all there. What a crash left half written at the end is cut off, and comes again. */
function openFile() {
  if (!existsSync(OUT)) writeFileSync(OUT, `\uFEFF${line(header)}`);
  const text = readFileSync(OUT, 'utf8');
  const lines = text.split('\r\n').slice(1, -1);
  const ids = new Set();
  let whole = text.indexOf('\r\n') + 2;
  for (let at = 0; at < lines.length; ) {
    const count = Number(/"(\d+)"$/.exec(lines[at])?.[1]);
    const rows = lines.slice(at, at + count);
    if (!(count > 0) || rows.length < count) break;
    ids.add(lines[at].slice(1, 33));
    whole += rows.reduce((length, row) => length + row.length + 2, 0);
    at += count;
  }
  truncateSync(OUT, Buffer.byteLength(text.slice(0, whole)));
  return ids;
}

/** Quoted; line breaks go, and what a spreadsheet would take for a formula is marked as text. */
function line(values) {
  const cell = (value) =>
    String(value ?? '')
      .replace(/[\r\n]+/g, ' ')
      .replace(/^[=+\-@＝＋－＠\t](?!\d)/, "'$&")
      .replaceAll('"', '""');
  return `${values.map((value) => `"${cell(value)}"`).join(',')}\r\n`;
}
