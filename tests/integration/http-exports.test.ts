import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExportManifest } from '@nianbao/contracts';
import { serveHttp } from '@nianbao/service-kit/http';
import readExcel from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import yauzl from 'yauzl';
import { spawnCli } from '../../packages/cli/test/spawn-cli.ts';
import type { ConsoleApp } from '../../services/console/src/create-console-app.ts';
import { sampleReport, sampleUpload } from '../support/catalogue-samples.ts';
import { type HttpBench, readProblem, startHttpBench } from '../support/http-bench.ts';
import { sampleConsole } from '../support/sample-console.ts';

let bench: HttpBench;
let served: ConsoleApp;
const reports = 30;

beforeAll(async () => {
  bench = await startHttpBench();
  served = sampleConsole(bench);
  for (let n = 0; n < reports; n += 1) {
    const upload = sampleUpload(n === 7 ? '=1+1,"a".docx' : `${n}.docx`);
    await bench.catalogue.register([upload], 'e');
    await bench.catalogue.publish(sampleReport(upload, { quantities: n }), `results/${n}`);
  }
});
afterAll(async () => {
  served.endStreams();
  await served.stop();
  await bench.stop();
});

const get = async (query: string) => served.app.request(`http://127.0.0.1/api/exports?${query}`);

describe('GET /api/exports', () => {
  it('is what a spreadsheet opens, without formulas', async () => {
    const response = await get(
      'format=csv&tables=reports&name=1%2B1&columns=file_name,year,missing_parts&lang=en',
    );
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="reports-\d{4}-\d\d-\d\d\.csv"/,
    );
    expect(response.headers.get('content-type')).toMatch(/^text\/csv/);
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
    expect(text).toBe(`\uFEFFYear,File name,Missing parts\r\n2025,"'=1+1,""a"".docx",shortcomings\r\n`);
  });

  it('is a workbook with a sheet per table, in the order asked for', async () => {
    const response = await get('sort=figures&order=desc');
    const sheets = await readExcel(Buffer.from(await response.arrayBuffer()));
    const figures = (reports * (reports - 1)) / 2;
    expect(sheets.map(({ sheet, data }) => [sheet, data.length - 1])).toEqual([
      ['报告', reports],
      ['数量', figures],
      ['指标', reports],
      ['必备内容', 3 * reports],
      ['审查发现', 2 * reports],
    ]);
    const [heading = [], first = [], second = []] = sheets[0]?.data ?? [];
    const at = heading.indexOf('数量');
    expect([first[at], second[at]]).toEqual([reports - 1, reports - 2]);
  });

  it('names the value of the indicator that reports are searched by', async () => {
    const text = await (
      await get('format=csv&tables=reports&lang=names&indicator=disputes-mediated&min=12')
    ).text();
    const [heading, first] = text.split('\r\n');
    expect(heading).toMatch(/,indicator_value,indicator_unit$/);
    expect(first).toMatch(/,12,件$/);
  });

  it('comes as an archive whose manifest tells what is in it', async () => {
    const response = await get('format=ndjson&tables=reports,figures,indicators_wide&name=29.docx');
    expect(response.headers.get('content-type')).toBe('application/zip');
    const entries = await unzip(Buffer.from(await response.arrayBuffer()));
    expect([...entries.keys()]).toEqual([
      'reports.ndjson',
      'figures.ndjson',
      'indicators_wide.ndjson',
      'manifest.json',
    ]);
    const manifest = ExportManifest.parse(JSON.parse(entries.get('manifest.json')?.toString() ?? ''));
    expect(manifest).toMatchObject({ format: 'ndjson', filter: { name: '29.docx' }, resultSchemaVersion: 1 });
    expect(manifest).not.toHaveProperty('columns');
    for (const { name, bytes, sha256, tables } of manifest.files) {
      const content = entries.get(name) ?? Buffer.alloc(0);
      expect([bytes, sha256]).toEqual([content.length, createHash('sha256').update(content).digest('hex')]);
      expect(tables).toEqual([
        { name: name.replace('.ndjson', ''), rows: content.toString().split('\n').length - 1 },
      ]);
    }
  });

  it('refuses what it does not know', async () => {
    for (const query of [
      'format=pdf',
      'tables=secrets',
      'lang=fr',
      'sort=colour',
      'bundle=perhaps',
      'text=执',
    ])
      expect([query, (await readProblem(await get(query))).status]).toEqual([query, 400]);
  });

  it('is one of a few at a time', async () => {
    const begun = await Promise.all([1, 2, 3].map(() => get('format=xlsx')));
    expect((await readProblem(await get('format=xlsx'))).code).toBe('EXPORTS_BUSY');
    await begun[0]?.body?.cancel();
    await begun[1]?.arrayBuffer();
    await begun[2]?.arrayBuffer();
    const again = await get('format=csv&tables=reports');
    expect([again.status, (await again.text()).split('\r\n').length]).toEqual([200, reports + 2]);
  });
});

describe('nianbao find and export', { timeout: 120_000 }, () => {
  let folder: string;
  let http: Awaited<ReturnType<typeof serveHttp>>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nianbao-export-'));
    http = await serveHttp(served.app, { host: '127.0.0.1', port: 0 });
  });
  afterAll(async () => {
    await http.stop();
    await rm(folder, { recursive: true });
  });
  const cli = (args: readonly string[]) =>
    spawnCli([...args, '--lang', 'en'], { NIANBAO_API_URL: http.url, NIANBAO_INTAKE_URL: http.url });

  it('list what is found', async () => {
    const found = await cli(['find', '--indicator', 'disputes-mediated>=12', '--name', '3.docx', '--json']);
    expect(JSON.parse(found.stdout)).toMatchObject({
      total: 3,
      reports: [{ value: 12 }, { value: 12 }, { value: 12 }],
    });
    expect((await cli(['find', '--indicator', 'disputes-mediated>12'])).stdout).toContain(
      'No report matches',
    );
    expect((await cli(['find', '--indicator', '>>'])).code).toBe(2);
    const named = await cli([
      'find',
      '--indicator',
      '矛盾纠纷>=12',
      '--missing',
      '存在的不足',
      '--limit',
      '1',
      '--json',
    ]);
    expect(JSON.parse(named.stdout)).toMatchObject({ total: reports, reports: [{ value: 12 }] });
    const unknown = await cli(['find', '--finding', 'sum-mismach']);
    expect([unknown.code, unknown.stdout]).toEqual([2, '']);
    expect(unknown.stderr).toMatch(/Nearest: sum-mismatch.*nianbao terms findings/);
    expect((await cli(['terms', 'parts'])).stdout).toContain('存在的不足');
  });

  it('compare places and years', async () => {
    const series = await cli(['compare', 'series', '矛盾纠纷', '--json']);
    expect(JSON.parse(series.stdout)).toMatchObject({
      indicator: 'disputes-mediated',
      series: [{ points: [{ year: 2025, value: 12 }] }],
    });
    const ranking = await cli(['compare', 'ranking', 'disputes-mediated', '--year', '2025']);
    expect(ranking.stdout).toMatch(/Rank +Place.*\n(?:.*\n)* +1 +\S+ +12/);
    const completeness = await cli(['compare', 'completeness', '--year', '2025']);
    expect(completeness.stdout).toMatch(/1 place: 1 filed, 0 complete/);
    expect((await cli(['compare', 'ranking', 'disputes-mediated'])).code).toBe(2);
  });

  it('write files that are what their manifest says', async () => {
    const book = join(folder, 'a', 'book.xlsx');
    const saved = await cli(['export', '--out', book, '--json']);
    expect(saved.code).toBe(0);
    expect(JSON.parse(saved.stdout).paths).toEqual([book, `${book}.manifest.json`]);
    expect((await readExcel(book)).map(({ sheet }) => sheet)[0]).toBe('Reports');
    const many = await cli([
      'export',
      '--format',
      'csv',
      '--names',
      '--tables',
      'reports,parts',
      '--out',
      join(folder, 'many'),
    ]);
    expect(many.stdout).toContain('parts: 90 rows');
    expect((await readdir(join(folder, 'many'))).sort()).toEqual([
      'manifest.json',
      'parts.csv',
      'reports.csv',
    ]);
    expect(await readdir(join(folder, 'a'))).toHaveLength(2);
  });

  it('go by the ending of the file, and refuse a column that no table has', async () => {
    const file = join(folder, 'reports.csv');
    const wanted = ['export', '--tables', 'reports', '--names', '--out', file, '--columns'];
    expect((await cli([...wanted, 'year,colour'])).code).toBe(2);
    expect((await cli([...wanted, 'year'])).code).toBe(0);
    expect((await readFile(file, 'utf8')).split('\r\n').slice(0, 2)).toEqual(['year', '2025']);
  });
});

async function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  const folder = await mkdtemp(join(tmpdir(), 'nianbao-unzip-'));
  await writeFile(join(folder, 'a.zip'), bytes);
  const found = new Map<string, Buffer>();
  const zip = await yauzl.openPromise(join(folder, 'a.zip'));
  try {
    for await (const entry of zip.eachEntry()) {
      const chunks: Buffer[] = [];
      for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk);
      found.set(entry.fileName, Buffer.concat(chunks));
    }
    return found;
  } finally {
    await rm(folder, { recursive: true });
  }
}
