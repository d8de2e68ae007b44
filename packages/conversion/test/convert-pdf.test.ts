import { describe, expect, test } from 'vitest';
import { convert } from '../src/convert.ts';
import { cleanText, joinLineEnds } from '../src/formats/pdf/clean-text.ts';
import { buildPdf, type PlacedText } from './support/build-pdf.ts';

const [left, indented, width] = [80, 112, 27];
const line = (text: string, row: number, x = left): PlacedText => ({ text, x, y: 700 - row * 28 });
/** Fills a line from the left edge or the indent to the right margin. */
const full = (text: string, from = left): string =>
  text.padEnd(width - (from - left) / 16, '推进依法行政健全决策机制');

async function read(pages: PlacedText[][], drawings: string[] = []) {
  const document = await convert(buildPdf(pages, drawings), { name: 'a.pdf' });
  return { ...document, contents: document.blocks.map(({ start, end }) => document.text.slice(start, end)) };
}

const body = [
  line('一、主要做法', 0, indented),
  line(full('全年办案', indented), 1, indented),
  line(full('共处罚12'), 2),
  line('3件。', 3),
  line('（一）加强宣传。', 4, indented),
];
const bodyContents = [
  '一、主要做法',
  `${full('全年办案', indented)}${full('共处罚12')}3件。`,
  '（一）加强宣传。',
];

test('wrapped lines are joined, indents and short lines part paragraphs', async () => {
  const { contents, pages, engine } = await read([body]);
  expect(contents).toEqual(bodyContents);
  expect(pages).toMatchObject([{ number: 1, start: 0 }]);
  expect(engine).toMatch(/^pdfium\/\d/u);
});

test('a paragraph runs on over the page, headers and page numbers do not', async () => {
  const page = (number: number, lines: PlacedText[]): PlacedText[] => [
    { text: `青河镇年度报告 第${number}期`, x: 220, y: 800, size: 9 },
    ...lines,
    { text: `— ${number} —`, x: 280, y: 40, size: 14 },
  ];
  const start = [line('一、主要做法', 0, indented), line(full('工作', indented), 1, indented)];
  const { text, contents, pages, losses } = await read([
    page(1, start),
    page(2, [line('持续推进。', 0), line('二、问题', 1, indented)]),
  ]);
  expect(contents).toEqual(['一、主要做法', `${full('工作', indented)}持续推进。`, '二、问题']);
  expect(pages?.map((span) => text.slice(span.start, span.end))[1]).toBe('持续推进。\n二、问题');
  expect(losses).toMatchObject([
    { kind: 'header', count: 2 },
    { kind: 'page-number', count: 2 },
  ]);
});

test.each([0, 0.3, 0.5])(
  'two columns are read one after the other, lines %s lower on the right',
  async (lower) => {
    const rows = (column: string, x: number, down: number): PlacedText[] =>
      Array.from({ length: 6 }, (_, row) => line(`${column}${row}推进法治政府建设各项`, row + down, x));
    const title = { text: '青河镇二〇二三年度法治政府建设情况报告', x: 140, y: 760 };
    const { text } = await read([[title, ...rows('左', 80, 0), ...rows('右', 300, lower)]]);
    const order = [...text.matchAll(/[左右]\d/gu)].map(([mark]) => mark);
    expect(order).toEqual(['左', '右'].flatMap((side) => [0, 1, 2, 3, 4, 5].map((row) => `${side}${row}`)));
  },
);

test('rows of a table keep their cells', async () => {
  const row = (cells: string[], index: number): PlacedText[] =>
    cells.map((cell, column) => line(cell, index, left + column * 120));
  const { contents, blocks } = await read([
    [...body, ...row(['序号', '指标', '数量'], 6), ...row(['1', '处罚', '35'], 7)],
  ]);
  expect(contents.slice(-2)).toEqual(['序号\t指标\t数量', '1\t处罚\t35']);
  expect(blocks.slice(-2)).toMatchObject([
    { kind: 'table-row', page: 1 },
    { kind: 'table-row', page: 1 },
  ]);
});

test('a ruled table keeps blank cells, and heads centred over several columns', async () => {
  const centres = [100, 180, 270, 350, 430, 510];
  const cell = (text: string, centre: number, y: number): PlacedText => {
    const ems = [...text].reduce((sum, character) => sum + (character > '\u00FF' ? 1 : 0.5), 0);
    return { text, x: centre - ems * 6, y, size: 12 };
  };
  const row = (texts: string[], y: number): PlacedText[] =>
    texts.flatMap((text, column) => (text === '' ? [] : [cell(text, centres[column] ?? 0, y)]));
  const heads = ['类别', '措施'].map((text, column) => cell(text, centres[column] ?? 0, 680));
  const rules = [60, 140, 220, 310, 390, 470, 550].map((x) => `${x} 592 m ${x} 692 l S`).join(' ');
  const { contents, blocks } = await read(
    [
      [
        ...heads,
        cell('2023年', 310, 680),
        cell('2024年', 470, 680),
        ...row(['', '', '件数', '金额（万元）', '件数', '金额（万元）'], 660),
        ...row(['行政执法', '罚款', '3', '1.5', '4', '2'], 640),
        ...row(['', '警告', '6', '', '7', '0'], 620),
        ...row(['合计', '', '9', '1.5', '11', '2'], 600),
      ],
    ],
    [rules],
  );
  expect(contents).toEqual([
    '类别\t措施\t2023年\t\t2024年',
    '\t\t件数\t金额（万元）\t件数\t金额（万元）',
    '行政执法\t罚款\t3\t1.5\t4\t2',
    '\t警告\t6\t\t7\t0',
    '合计\t\t9\t1.5\t11\t2',
  ]);
  expect(blocks.every(({ kind }) => kind === 'table-row')).toBe(true);
});

test('text turned with its page reads upright; a slanted watermark stays out', async () => {
  const turned = body.map(({ text, x, y }) => ({ text, x: 750 - y, y: x, angle: 90 }));
  const { contents, losses } = await read([[...turned, { text: '内部资料', x: 200, y: 300, angle: 45 }]]);
  expect(contents).toEqual(bodyContents);
  expect(losses).toMatchObject([{ kind: 'header', count: 1 }]);
});

test('a raised number does not run into the figure before it, and its note is counted', async () => {
  const reference = { text: '1', x: left + 6 * 16, y: 706, size: 7 };
  const note = [
    { text: '1', x: left, y: 124, size: 6 },
    { text: '数据来源于台账。', x: left + 8, y: 120, size: 9 },
  ];
  const { text, losses } = await read([[line('处罚案件35', 0), reference, ...body.slice(1), ...note]]);
  expect(text).toContain('处罚案件35\n');
  expect(text).not.toContain('台账');
  expect(losses).toMatchObject([{ kind: 'footnote', count: 1 }]);
});

describe('what is left to OCR', () => {
  test('all pages of a text layer whose fonts lead nowhere', async () => {
    const { text, pages, losses } = await read([
      [
        line('嫏媪㒞㑇㐂㐄垚婠嬞孨尛屾峝崞嵬嶪巛帠幙庯廙彃', 0),
        line('怋恌悊惁愙慅憖懠戁扷抯拪挏捪揤搹摓撱擳攐', 1),
      ],
    ]);
    expect(text).toBe('');
    expect(pages).toEqual([{ number: 1, start: 0, end: 0, imageOnly: true }]);
    expect(losses).toEqual([{ kind: 'unreadable-glyphs', count: 42 }]);
  });

  test('a picture, a page that is mostly a picture with a stamp on it; no page that is empty or ruled', async () => {
    const picture = '500 0 0 700 40 60 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \u0080 EI';
    const bytes = buildPdf(
      [body, [], [{ text: '扫描件', x: 80, y: 40 }], [], [{ text: '附件', x: 80, y: 700 }]],
      ['', picture, picture, '80 90 m 500 90 l S', ''],
    );
    const { pages, losses, text } = await convert(bytes);
    expect(pages?.flatMap(({ number, imageOnly }) => (imageOnly ? number : []))).toEqual([2, 3]);
    expect(losses).toContainEqual({ kind: 'image-only-page', count: 2 });
    expect(text).not.toContain('扫描件');
    expect(text).toContain('附件');
  });
});

describe('refusals', () => {
  test.each([
    ['PDF_CORRUPT', new TextEncoder().encode('%PDF-1.7\n1 0 obj')],
    ['EMPTY_TEXT', buildPdf([[], []])],
  ])('%s', async (code, bytes) => {
    await expect(convert(bytes, { name: 'a.pdf' })).rejects.toMatchObject({ name: 'PermanentError', code });
  });

  test('TOO_LARGE by pages', async () => {
    const bytes = buildPdf([body, body, body]);
    await expect(convert(bytes, { limits: { pages: 2 } })).rejects.toMatchObject({ code: 'TOO_LARGE' });
  });
});

test.each([
  ['2023 年 办 案 35 件', '2023年办案35件'],
  ['⾏政⺠主⻓期⻔户', '行政民主长期门户'],
  ['PDF file 与 Word', 'PDF file与Word'],
])('clean %s', (raw, clean) => {
  expect(cleanText(raw)).toBe(clean);
});

test.each([
  ['共12', '3件', '共123件'],
  ['rule of', 'law', 'rule of law'],
  ['依法', 'LED屏', '依法LED屏'],
])('join %s and %s', (before, after, joined) => {
  expect(joinLineEnds(before, after)).toBe(joined);
});
