import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { hasFlag, pickLanguage } from '../src/language.ts';
import { messagesIn } from '../src/messages/index.ts';
import { formatFigure } from '../src/report/format-figure.ts';
import { summaryLine } from '../src/report/results-csv.ts';
import { sentenceAt } from '../src/report/sentence-at.ts';
import { displayWidth, truncateToWidth } from '../src/terminal/display-width.ts';
import { formatBytes, formatDuration } from '../src/terminal/format.ts';
import { createIo } from '../src/terminal/io.ts';
import { plainText } from '../src/terminal/plain-text.ts';
import { renderTable } from '../src/terminal/table.ts';
import { wrapText } from '../src/terminal/wrap-text.ts';

describe('language', () => {
  it('is what --lang says, else what the locale says', () => {
    expect(pickLanguage(['status', '--lang', 'zh'], { LANG: 'en_US.UTF-8' })).toBe('zh');
    expect(pickLanguage(['--lang=en', 'status'], { LANG: 'zh_CN.UTF-8' })).toBe('en');
    expect(pickLanguage([], { LC_ALL: 'zh_TW.UTF-8', LANG: 'en_US' })).toBe('zh');
    expect(pickLanguage([], { LC_MESSAGES: 'de_DE', LANG: 'zh_CN' })).toBe('en');
    expect(pickLanguage(['read', '--', '--lang', 'zh'], {})).toBe('en');
  });

  it('knows a flag from a file of its name', () => {
    expect(hasFlag(['read', 'x', '--json'], '--json')).toBe(true);
    expect(hasFlag(['read', '--', '--json'], '--json')).toBe(false);
  });
});

describe('counts in English', () => {
  it('agree with their noun', () => {
    const { upload, results, report } = messagesIn('en');
    expect(upload.known(1)).toMatch(/^1 file was /);
    expect(upload.known(1_200)).toMatch(/^1,200 files were /);
    expect([results.count(1), report.items(1), report.items(2)]).toEqual([
      '1 document.',
      '1 item',
      '2 items',
    ]);
  });
});

describe('tables', () => {
  const io = {
    ...createIo(['--lang', 'en'], new AbortController().signal),
    colours: pc.createColors(false),
    columns: 40,
  };

  it('line up although Chinese characters take two columns', () => {
    const table = renderTable(
      io,
      [{ title: '报告' }, { title: 'n' }],
      [
        ['石桥镇', '1'],
        ['ab', '2'],
      ],
    );
    const positions = table
      .split('\n')
      .slice(1)
      .map((line) => displayWidth(line.slice(0, line.search(/[12]$/))));
    expect(new Set(positions).size).toBe(1);
  });

  it('fit the terminal: the flexible column gives way', () => {
    const long = '云溪县石桥镇人民政府关于法治政府建设情况的报告';
    const table = renderTable(
      io,
      [{ title: 'id' }, { title: 'name', flexible: true }],
      [['0123456789', long]],
    );
    expect(table).toContain('0123456789');
    expect(table).toContain('…');
    for (const line of table.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(40);
  });

  it('leave out blank and spare columns before the rest gets too narrow, and say so', () => {
    const columns = [
      { title: 'name', flexible: true, overflow: 'start' as const },
      { title: 'blank column', spare: true },
      { title: 'batch', spare: true },
      { title: 'attempts', spare: true },
    ];
    const row = ['某某某某文件夹/青河镇2023年度.docx', '', '2023-batch', '1'];
    const lines = renderTable({ ...io, columns: 36 }, columns, [row]).split('\n');
    expect(lines[0]).toMatch(/^name +batch$/);
    expect(lines[1]).toBe('…夹/青河镇2023年度.docx  2023-batch');
    expect(lines[2]).toContain('attempts');
    expect(lines[2]).not.toContain('blank');
    expect(renderTable({ ...io, columns: 120 }, columns, [row])).toContain('blank column');
  });

  it('go on below where a text is to be read whole', () => {
    const columns = [{ title: 'code' }, { title: 'reason', flexible: true, overflow: 'wrap' as const }];
    const lines = renderTable(io, columns, [['EMPTY', 'The file holds no text. Check its content.']]).split(
      '\n',
    );
    expect(lines.slice(1).map((line) => line.slice(7))).toEqual([
      'The file holds no text. Check its',
      'content.',
    ]);
  });

  it('let no control characters of a file name through', () => {
    expect(plainText('a\u001b[31mb\u202ec\r\n')).toBe('a [31mb c');
  });
});

describe('formats', () => {
  it('cut by columns, not by characters', () => {
    expect(displayWidth('年报a')).toBe(5);
    expect(truncateToWidth('年报年报', 5)).toBe('年报…');
    expect(truncateToWidth('年报', 4)).toBe('年报');
  });

  it('write bytes and times for people', () => {
    expect([formatBytes(999), formatBytes(1536), formatBytes(5 * 1024 ** 3)]).toEqual([
      '999 B',
      '1.5 KB',
      '5.0 GB',
    ]);
    expect([formatDuration(5), formatDuration(75), formatDuration(3675)]).toEqual([
      '0:05',
      '1:15',
      '1:01:15',
    ]);
  });

  it('write figures with range, bound and approximation', () => {
    const zh = { t: messagesIn('zh'), language: 'zh' as const };
    expect(formatFigure(zh, { value: 236700, unit: '亩' })).toBe('236,700 亩');
    expect(formatFigure(zh, { value: 3, upper: 5, unit: '次', bound: 'min' })).toBe('至少3–5 次');
    expect(formatFigure(zh, { value: 1000, unit: '份', approximation: '余' })).toBe('1,000+ 份');
    expect(formatFigure(zh, { value: 98.5, unit: '%', approximation: '约' })).toBe('≈ 98.5%');
  });

  it('cut the sentence around a figure', () => {
    const text = '上句。全年调解纠纷128件，成功率高；下句。';
    const start = text.indexOf('128件');
    expect(sentenceAt(text, start, start + 4)).toEqual({
      before: '全年调解纠纷',
      quote: '128件',
      after: '，成功率高；',
    });
  });

  it('write CSV that no spreadsheet runs', () => {
    const line = summaryLine({
      uploadId: 'u',
      documentId: 'd',
      name: '=cmd|"x",1.docx',
      batchId: 'b',
      bytes: 5,
      format: 'docx',
      state: 'published',
      uploadedAt: 't',
      finishedAt: null,
      resultId: null,
      resultKey: null,
      title: null,
      year: 2024,
      jurisdiction: null,
      quantities: null,
      indicators: null,
      missingParts: ['a', 'b'],
      findings: null,
      stage: null,
      code: null,
      category: null,
      message: null,
      detail: null,
      attempts: null,
    });
    expect(line.startsWith('d,u,b,"\'=cmd|""x"",1.docx",docx,5,published,,2024,')).toBe(true);
    expect(line).toContain(',a b,');
  });
});

describe('wrapping', () => {
  it('breaks Chinese by its width and leaves no closing mark at the start of a line', () => {
    expect(wrapText('调解纠纷十件，化解九件', 12)).toEqual(['调解纠纷十件，', '化解九件']);
    expect(wrapText('', 12)).toEqual([]);
  });
});
