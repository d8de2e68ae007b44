import { expect, test } from 'vitest';
import { convert } from '../src/convert.ts';
import { buildDoc, type DocParagraph, sprm } from './support/build-doc.ts';
import { buildDocx, paragraph } from './support/build-docx.ts';
import { buildOdt } from './support/build-odt.ts';

interface Cell {
  text: string;
  columns?: number;
  rows?: number;
}

/** A table of the invented town of 青河镇; a cell merged downwards is missing from the rows below. */
const rows: Cell[][] = [
  [
    { text: '类别', rows: 2 },
    { text: '措施', rows: 2 },
    { text: '2023年', columns: 2 },
    { text: '2024年', columns: 2 },
  ],
  [{ text: '件数' }, { text: '金额（万元）' }, { text: '件数' }, { text: '金额（万元）' }],
  [
    { text: '行政执法', rows: 2 },
    { text: '罚款' },
    { text: '3' },
    { text: '1.5' },
    { text: '4' },
    { text: '2' },
  ],
  [{ text: '警告' }, { text: '6' }, { text: '0' }, { text: '7' }, { text: '0' }],
  [{ text: '合计', columns: 2 }, { text: '9' }, { text: '1.5' }, { text: '11' }, { text: '2' }],
];
const lines = [
  '类别\t措施\t2023年\t\t2024年',
  '\t\t件数\t金额（万元）\t件数\t金额（万元）',
  '行政执法\t罚款\t3\t1.5\t4\t2',
  '\t警告\t6\t0\t7\t0',
  '合计\t\t9\t1.5\t11\t2',
];
const docRows = 2;
const column = 1500;

/** The rows as formats write them that keep a cell for each row a merged one reaches over. */
const withCovered = rows.map((row, index) => {
  const above = rows
    .slice(0, index)
    .flatMap((upper, at) => upper.filter((cell) => (cell.rows ?? 1) > index - at));
  return [
    ...above.map(() => ({ text: '', columns: 1, covered: true })),
    ...row.map((cell) => ({ columns: 1, covered: false, ...cell })),
  ];
});

const rtf = (text: string): string => [...text].map((character) => `\\u${character.charCodeAt(0)}?`).join('');

/** Right edges of a row's cells in twips. */
function edges(row: readonly { columns: number }[]): number[] {
  let at = 0;
  return row.map(({ columns }) => (at += columns * column));
}

const files: Record<string, () => Promise<Uint8Array> | Uint8Array> = {
  docx: () =>
    buildDocx({
      body: `<w:tbl>${withCovered
        .map(
          (row) =>
            `<w:tr>${row.map(({ text, columns, covered, ...cell }) => `<w:tc><w:tcPr><w:gridSpan w:val="${columns}"/>${covered ? '<w:vMerge/>' : 'rows' in cell ? '<w:vMerge w:val="restart"/>' : ''}</w:tcPr>${paragraph(text)}</w:tc>`).join('')}</w:tr>`,
        )
        .join('')}</w:tbl>`,
    }),
  html: () =>
    Buffer.from(
      `<!DOCTYPE html><meta charset="utf-8"><table>${rows
        .map(
          (row) =>
            `<tr>${row.map(({ text, columns = 1, rows: down = 1 }) => `<td colspan="${columns}" rowspan=${down}>${text}</td>`).join('')}</tr>`,
        )
        .join('')}</table>`,
    ),
  odt: () =>
    buildOdt({
      body: `<table:table>${withCovered
        .map(
          (row) =>
            `<table:table-row>${row.map(({ text, columns, covered }) => (covered ? '<table:covered-table-cell/>' : `<table:table-cell table:number-columns-spanned="${columns}"><text:p>${text}</text:p></table:table-cell>${columns > 1 ? `<table:covered-table-cell table:number-columns-repeated="${columns - 1}"/>` : ''}`)).join('')}</table:table-row>`,
        )
        .join('')}</table:table>`,
    }),
  doc: () => {
    const inTable = sprm(0x2416, 1);
    const definition = (row: { columns: number }[]): Buffer => {
      const content = Buffer.alloc(3 + (row.length + 1) * 2);
      content.writeUInt16LE(content.length - 1, 0);
      content.writeUInt8(row.length, 2);
      for (const [index, edge] of [0, ...edges(row)].entries()) content.writeInt16LE(edge, 3 + index * 2);
      return sprm(0xd608, ...content);
    };
    // The builder has one page of properties.
    const paragraphs = withCovered.slice(0, docRows).flatMap((row): DocParagraph[] => [
      ...row.map(({ text }) => ({ runs: [{ text }], sprms: inTable, mark: '\u0007' })),
      {
        runs: [{ text: '' }],
        sprms: Buffer.concat([inTable, sprm(0x2417, 1), definition(row)]),
        mark: '\u0007',
      },
    ]);
    return buildDoc({ paragraphs });
  },
  rtf: () =>
    Buffer.from(
      `{\\rtf1\\ansi ${withCovered
        .map(
          (row) =>
            `\\trowd\\trleft0${edges(row)
              .map((edge) => `\\cellx${edge}`)
              .join('')}${row.map(({ text }) => `\\intbl ${rtf(text)}\\cell`).join('')}\\row`,
        )
        .join('')}\\pard\\par}`,
    ),
};

test('a row of a .doc too wide for its page of properties', async () => {
  const inTable = sprm(0x2416, 1);
  const widths = [1, 1, 3, 1];
  const definition = (cells: number[]): Buffer => {
    const edges = [0, ...cells.map((_, index) => cells.slice(0, index + 1).reduce((a, b) => a + b) * column)];
    // As Word writes it: 20 bytes of each cell's borders follow.
    const content = Buffer.alloc(3 + edges.length * 2 + cells.length * 20);
    content.writeUInt16LE(content.length - 1, 0);
    content.writeUInt8(cells.length, 2);
    for (const [index, edge] of edges.entries()) content.writeInt16LE(edge, 3 + index * 2);
    return Buffer.concat([inTable, sprm(0x2417, 1), sprm(0xd608, ...content)]);
  };
  const stored = [widths, [1, 1, 1, 1, 1, 1]].map((cells) => {
    const properties = definition(cells);
    return Buffer.concat([Buffer.from([properties.length & 255, properties.length >> 8]), properties]);
  });
  const rowsOf = [
    ['类别', '合计', '金额', '备注'],
    ['处罚', '3', '1', '2', '3', '无'],
  ];
  const offsets = [0, stored[0]?.length ?? 0];
  const paragraphs = rowsOf.flatMap((cells, index): DocParagraph[] => [
    ...cells.map((text) => ({ runs: [{ text }], sprms: inTable, mark: '\u0007' })),
    {
      runs: [{ text: '' }],
      sprms: sprm(0x6646, (offsets[index] ?? 0) & 255, (offsets[index] ?? 0) >> 8, 0, 0),
      mark: '\u0007',
    },
  ]);
  const file = buildDoc({ paragraphs, data: Buffer.concat(stored) });
  const { text } = await convert(file, { name: 'a.doc' });
  expect(text.split('\n')).toEqual(['类别\t合计\t金额\t\t\t备注', '处罚\t3\t1\t2\t3\t无']);
});

test.each(Object.entries(files))(
  'merged cells of a .%s leave every cell in its column',
  async (format, make) => {
    const { text, blocks } = await convert(await make(), { name: `a.${format}` });
    // The builder of .doc files has one page of properties.
    const wanted = format === 'doc' ? lines.slice(0, docRows) : lines;
    expect(text.split('\n')).toEqual(wanted);
    expect(blocks.map(({ kind }) => kind)).toEqual(wanted.map(() => 'table-row'));
  },
);
