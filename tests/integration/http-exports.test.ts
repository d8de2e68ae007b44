import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExportManifest } from '@nianbao/contracts';
import readExcel from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import yauzl from 'yauzl';
import { type ConsoleApp, createConsoleApp } from '../../services/console/src/create-console-app.ts';
import { sampleReport, sampleUpload } from '../support/catalogue-samples.ts';
import { type HttpBench, readProblem, startHttpBench } from '../support/http-bench.ts';

let bench: HttpBench;
let served: ConsoleApp;
const reports = 30;

beforeAll(async () => {
  bench = await startHttpBench();
  const part = { key: 'problems', label: { zh: '存在的不足', en: 'shortcomings' } };
  served = createConsoleApp({
    ...bench,
    config: {
      apiKey: undefined,
      allowedOrigins: [],
      profileId: 'rule-of-law-government',
      labels: { indicators: [], parts: [part] },
      profiles: () => ({}),
      intake: null,
      uploadOrigins: [],
    },
  });
  for (let n = 0; n < reports; n += 1) {
    const upload = sampleUpload(n === 7 ? '=1+1,"a".docx' : `${n}.docx`);
    await bench.catalogue.register([upload], 'e');
    await bench.catalogue.publish(sampleReport(upload, { quantities: n }), `results/${n}`, []);
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
      ['法定内容', 3 * reports],
      ['问题', 2 * reports],
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
