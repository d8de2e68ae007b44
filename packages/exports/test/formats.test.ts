import type { ReportTable, ReportTableRow } from '@nianbao/contracts';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import readExcel from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { exportFiles, type TableSource, type Wording } from '../src/index.ts';
import { xlsxBytes } from '../src/xlsx/xlsx.ts';

const wording = (lang: Wording['lang']): Wording => ({
  lang,
  label: (_vocabulary, key) => (key === 'problems' ? { zh: '存在问题', en: 'Problems' } : undefined),
});
const heading = (zh: string, en: string) => ({ zh, en });
const table: ReportTable = {
  name: 'reports',
  heading: heading('报告', 'Reports'),
  meaning: heading('报告', 'Reports'),
  columns: [
    { name: 'place', type: 'text', heading: heading('地区', 'Place') },
    { name: 'year', type: 'integer', heading: heading('年度', 'Year') },
    { name: 'value', type: 'number', heading: heading('数值', 'Value') },
    { name: 'mandatory', type: 'boolean', heading: heading('必备', 'Mandatory') },
    { name: 'issued_on', type: 'date', heading: heading('成文日期', 'Issued on') },
    { name: 'uploaded_at', type: 'timestamp', heading: heading('上传时间', 'Uploaded at') },
    {
      name: 'missing_parts',
      type: 'list',
      vocabulary: 'parts',
      heading: heading('缺少的内容', 'Missing parts'),
    },
  ],
};
const rows: ReportTableRow[] = [
  ['云栖镇', 2024, 12.5, true, '2025-03-01', '2026-02-01T08:30:00.000Z', ['problems', 'other']],
  ['=HYPERLINK("http://x")', null, -3, false, null, null, []],
  [
    'a "quoted", <b> & _x000D_\u0001\r\nline',
    1999,
    1e15,
    null,
    '1969-12-31',
    '1999-12-31T23:59:59.000Z',
    null,
  ],
];
const source: TableSource = {
  table,
  async *pages() {
    yield rows.slice(0, 2);
    yield [];
    yield rows.slice(2);
  },
};

async function written(format: 'csv' | 'xlsx' | 'ndjson' | 'parquet', lang: Wording['lang'] = 'zh') {
  const [file] = exportFiles(format, [source], wording(lang));
  if (!file) throw new Error('no file');
  const bytes = await collected(file.bytes());
  return { bytes, text: bytes.toString('utf8'), summary: file.summary() };
}

async function collected(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('exported files', () => {
  it('are CSV that Excel reads and that runs nothing', async () => {
    const { text, summary } = await written('csv');
    expect(
      text.startsWith(
        '\uFEFF地区,年度,数值,必备,成文日期,上传时间,缺少的内容\r\n云栖镇,2024,12.5,true,2025-03-01,',
      ),
    ).toBe(true);
    expect(text).toContain(',存在问题; other\r\n');
    expect(text).toContain(`"'=HYPERLINK(""http://x"")",,-3,false,,,\r\n`);
    expect(summary).toMatchObject({
      name: 'reports.csv',
      bytes: Buffer.byteLength(text),
      tables: [{ name: 'reports', rows: 3 }],
    });
    const names = (await written('csv', 'names')).text;
    expect(names.startsWith('place,year,')).toBe(true);
    expect(names).toContain(',problems; other\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '＝1+1', '＋1', '－1', '＠SUM(A1)', '\t=1', '\r=1', '\n=1'])(
    'have %j as text in CSV and in a workbook',
    async (place) => {
      const one: TableSource = {
        table: { ...table, columns: table.columns.slice(0, 1) },
        async *pages() {
          yield [[place]];
        },
      };
      const read = async (format: 'csv' | 'xlsx') => {
        const [file] = exportFiles(format, [one], wording('names'));
        return collected(file?.bytes() ?? (async function* () {})());
      };
      const [, cell = ''] = (await read('csv')).toString().split(/(?<=^place)\r\n/);
      expect(cell.replace(/^"/, '').startsWith("'")).toBe(true);
      const [sheet] = await readExcel(await read('xlsx'), { trim: false });
      expect(String(sheet?.data[1]?.[0]).trim()).toBe(place.trim());
    },
  );

  it('are NDJSON with the names of SQL', async () => {
    const { text } = await written('ndjson');
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))[0],
    ).toEqual({
      place: '云栖镇',
      year: 2024,
      value: 12.5,
      mandatory: true,
      issued_on: '2025-03-01',
      uploaded_at: '2026-02-01T08:30:00.000Z',
      missing_parts: ['problems', 'other'],
    });
  });

  it('are Parquet that another reader reads, with types', async () => {
    const { bytes } = await written('parquet');
    const file = new Uint8Array(bytes).buffer;
    const read = await parquetReadObjects({ file });
    expect(read).toHaveLength(3);
    expect(read[0]).toEqual({
      place: '云栖镇',
      year: 2024n,
      value: 12.5,
      mandatory: true,
      issued_on: new Date('2025-03-01'),
      uploaded_at: new Date('2026-02-01T08:30:00.000Z'),
      missing_parts: ['problems', 'other'],
    });
    expect(read[1]).toMatchObject({ year: null, missing_parts: [] });
    expect(read[2]).toMatchObject({ mandatory: null });
    expect(parquetMetadata(file).schema.find((element) => element.name === 'issued_on')?.converted_type).toBe(
      'DATE',
    );
  });

  it('are a workbook that another reader reads, with types', async () => {
    const { bytes, summary } = await written('xlsx', 'en');
    const [sheet] = await readExcel(bytes);
    expect(sheet?.sheet).toBe('Reports');
    expect(sheet?.data[0]).toEqual([
      'Place',
      'Year',
      'Value',
      'Mandatory',
      'Issued on',
      'Uploaded at (UTC)',
      'Missing parts',
    ]);
    expect(sheet?.data[1]).toEqual([
      '云栖镇',
      2024,
      12.5,
      true,
      new Date('2025-03-01'),
      new Date('2026-02-01T08:30:00.000Z'),
      'Problems; other',
    ]);
    expect(sheet?.data[2]?.slice(0, 4)).toEqual(['=HYPERLINK("http://x")', null, -3, false]);
    expect(sheet?.data[3]?.[0]).toContain('a "quoted", <b> & ');
    expect(sheet?.data[3]?.[4]).toEqual(new Date('1969-12-31'));
    expect(summary.tables).toEqual([{ name: 'reports', rows: 3 }]);
  });

  it('go on in a further sheet beyond a sheet’s limit', async () => {
    const sheets = await readExcel(
      await collected(xlsxBytes([source, { ...source, async *pages() {} }], wording('zh'), 2)),
    );
    expect(sheets.map(({ sheet, data }) => [sheet, data.length])).toEqual([
      ['报告', 3],
      ['报告 (2)', 2],
      ['报告', 1],
    ]);
  });

  it('end with the error of their source', async () => {
    const broken: TableSource = {
      table,
      async *pages() {
        yield rows;
        throw new Error('the database went away');
      },
    };
    for (const format of ['csv', 'xlsx', 'parquet'] as const) {
      const [file] = exportFiles(format, [broken], wording('zh'));
      await expect(collected(file?.bytes() ?? (async function* () {})())).rejects.toThrow('went away');
      expect(() => file?.summary()).toThrow('not been read');
    }
  });
});
