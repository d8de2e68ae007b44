import { describe, expect, test } from 'vitest';
import { convert } from '../src/convert.ts';
import { defaultLimits } from '../src/converter.ts';
import { convertDocWith } from '../src/formats/doc/convert-doc.ts';
import type { DocEngine } from '../src/formats/doc/doc-engine.ts';
import { wordExtractorEngine } from '../src/formats/doc/word-extractor-engine.ts';
import { buildDoc, type DocParagraph, sprm } from './support/build-doc.ts';

const paragraph = (text: string, ...sprms: Buffer[]): DocParagraph => ({
  runs: [{ text }],
  sprms: Buffer.concat(sprms),
});
const inList = (list: number, level: number): Buffer =>
  Buffer.concat([sprm(0x460b, list, 0), sprm(0x260a, level)]);
const inTable = sprm(0x2416, 1);
const cell = (text: string): DocParagraph => ({ ...paragraph(text, inTable), mark: '\u0007' });
const rowEnd: DocParagraph = { ...paragraph('', inTable, sprm(0x2417, 1)), mark: '\u0007' };
const read = (paragraphs: DocParagraph[], lists?: { format: number; label: string }[][]) =>
  convert(buildDoc({ paragraphs, ...(lists === undefined ? {} : { lists }) }), { name: 'a.doc' });

test('paragraphs, centred and with outline levels', async () => {
  const { text, blocks, format, engine } = await read([
    paragraph('青河镇法治政府建设报告', sprm(0x2461, 1)),
    paragraph('一、主要做法', sprm(0x2640, 0)),
    paragraph('全年办理“行政处罚”案件35件。'),
  ]);
  expect({ format, engine }).toEqual({ format: 'doc', engine: 'msdoc/1' });
  expect(blocks.map(({ start, end, ...traits }) => [text.slice(start, end), traits])).toEqual([
    ['青河镇法治政府建设报告', { kind: 'paragraph', centred: true }],
    ['一、主要做法', { kind: 'paragraph', style: 'outline-1' }],
    ['全年办理“行政处罚”案件35件。', { kind: 'paragraph' }],
  ]);
});

test('automatic numbers are restored from the list tables', async () => {
  const chinese = [
    { format: 39, label: '\u0000、' },
    { format: 39, label: '（\u0001）' },
    { format: 0, label: '\u0001.\u0002.' },
  ];
  const { text, losses } = await read(
    [
      paragraph('做法', inList(1, 0)),
      paragraph('普法', inList(1, 1)),
      paragraph('执法', inList(1, 1)),
      paragraph('正文'),
      paragraph('细节', inList(1, 2)),
      paragraph('问题', inList(1, 0)),
      paragraph('调解', inList(1, 1)),
      paragraph('另一列', inList(2, 0)),
      paragraph('没有编号', inList(0, 0)),
    ],
    [chinese, [{ format: 18, label: '\u0000' }]],
  );
  expect(text.split('\n')).toEqual([
    '一、做法',
    '（一）普法',
    '（二）执法',
    '正文',
    '二.1. 细节',
    '二、问题',
    '（一）调解',
    '①另一列',
    '没有编号',
  ]);
  expect(losses).toEqual([]);
});

test('table rows', async () => {
  const { text, blocks } = await read([
    paragraph('表'),
    cell('指标'),
    cell('数量'),
    rowEnd,
    cell('处罚'),
    cell('35件'),
    rowEnd,
    paragraph('后文'),
  ]);
  expect(text).toBe('表\n指标\t数量\n处罚\t35件\n后文');
  expect(blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'table-row', 'table-row', 'paragraph']);
});

test('what the text leaves out is counted', async () => {
  const { text, losses } = await read([
    {
      runs: [
        { text: '办理' },
        { text: '旧案', sprms: sprm(0x0800, 1) },
        { text: '新案', sprms: sprm(0x0801, 1) },
        { text: '秘密', sprms: sprm(0x083c, 1) },
        { text: '35件\u0002\u0005\u0001\u0008\u0001' },
        { text: '红字', sprms: sprm(0x4a60, 1, 0) },
      ],
    },
    paragraph('\u0013 HYPERLINK "x"\u0014链接\u0015，甲\u000B乙\u001E丙'),
  ]);
  expect(text).toBe('办理新案35件红字\n链接，甲乙-丙');
  expect(losses).toEqual([
    { kind: 'tracked-insertion', count: 1 },
    { kind: 'tracked-deletion', count: 1, detail: '旧案' },
    { kind: 'hidden-text', count: 1, detail: '秘密' },
    { kind: 'footnote', count: 1 },
    { kind: 'comment', count: 1 },
    { kind: 'image', count: 2, detail: 'drawing' },
  ]);
});

test('the second engine reads what the first one cannot, and says what it leaves out', async () => {
  const failing: DocEngine = {
    name: 'failing/1',
    read: () => Promise.reject(new RangeError('out of range')),
  };
  const bytes = buildDoc({
    paragraphs: [paragraph('做法', inList(1, 0)), paragraph('办理“案件”35件。')],
    lists: [[{ format: 39, label: '\u0000、' }]],
  });
  const { text, engine, losses } = await convertDocWith([failing, wordExtractorEngine], bytes, defaultLimits);
  expect(text).toBe('做法\n办理“案件”35件。');
  expect(engine).toMatch(/^word-extractor\//u);
  expect(losses).toEqual([{ kind: 'automatic-numbering', count: 1 }]);
  await expect(convertDocWith([failing], bytes, defaultLimits)).rejects.toMatchObject({
    code: 'DOC_CORRUPT',
  });
});

describe('refusals', () => {
  const parts = { paragraphs: [paragraph('报告')] };
  const damaged = (change: (bytes: Buffer) => void): Buffer => {
    const bytes = buildDoc(parts);
    change(bytes);
    return bytes;
  };
  test.each([
    ['ENCRYPTED', buildDoc({ ...parts, flags: 0x0300 })],
    ['UNSUPPORTED_TYPE', buildDoc({ ...parts, version: 0x68 })],
    ['DOC_CORRUPT', buildDoc(parts).subarray(0, 3000)],
    ['DOC_CORRUPT', damaged((bytes) => bytes.writeUInt32LE(2, 512 + 2 * 4))],
    ['DOC_CORRUPT', damaged((bytes) => bytes.writeUInt32LE(0x7fffffff, 512 * 3 + 0x9a + 33 * 8))],
    ['DOC_CORRUPT', damaged((bytes) => bytes.writeUInt32LE(9999, 512 * 3 + 0x4c))],
    ['EMPTY_TEXT', buildDoc({ paragraphs: [paragraph('')] })],
  ])('%s', async (code, bytes) => {
    await expect(convert(bytes, { name: 'a.doc' })).rejects.toMatchObject({ name: 'PermanentError', code });
  });

  test('a text over the limit', async () => {
    await expect(
      convert(buildDoc(parts), { name: 'a.doc', limits: { textLength: 2 } }),
    ).rejects.toMatchObject({ code: 'TOO_LARGE' });
  });
});
