import { describe, expect, test } from 'vitest';
import { convert } from '../src/convert.ts';

const report = [
  '青河镇2024年法治政府建设年度报告',
  '一、主要做法',
  '全年办理行政处罚案件35件，开展普法宣传12场次，人民调解成功率98.6%。',
].join('\n');
const utf8 = (content: string): Uint8Array => new TextEncoder().encode(content);
const utf16be = (content: string): Uint8Array => Buffer.from(content, 'utf16le').swap16();
// 「法治政府建设」 and 「法治政府建設報告，本鎮」 in encodings Node can read but not write.
const gb18030 = Buffer.from(
  'b7a8d6ced5fec8aebda8c9e8c4eab6c8b1a8b8e6a3acb1bed5f2c8abc4eab0ecc0edb0b8bcfe3335bcfea1a3',
  'hex',
);
const big5 = Buffer.from('aa6baa76ac46a9b2abd8b35dc0b3b3f8a769a141a5bbc2ed', 'hex');

describe('encodings', () => {
  test.each([
    ['utf-8', utf8(report)],
    ['utf-8', Buffer.concat([Buffer.from('efbbbf', 'hex'), utf8(report)])],
    ['utf-16le', Buffer.from(`\uFEFF${report}`, 'utf16le')],
    ['utf-16le', Buffer.from(report, 'utf16le')],
    ['utf-16be', utf16be(`\uFEFF${report}`)],
    ['utf-16be', utf16be(report)],
  ])('%s', async (encoding, bytes) => {
    const document = await convert(bytes, { name: 'a.txt' });
    expect(document).toMatchObject({ text: report, encoding, format: 'txt', losses: [] });
  });

  test('gb18030', async () => {
    const document = await convert(gb18030, { name: 'a.txt' });
    expect(document).toMatchObject({ encoding: 'gb18030', text: new TextDecoder('gb18030').decode(gb18030) });
    expect(document.text).toContain('办理案件35件');
  });

  test('big5', async () => {
    expect(await convert(big5, { name: 'a.txt' })).toMatchObject({ encoding: 'big5' });
  });

  test('a few broken bytes do not turn UTF-8 into mojibake', async () => {
    const bytes = Buffer.from(utf8(report.repeat(10)));
    bytes[31] = 0xff;
    const document = await convert(bytes, { name: 'a.txt' });
    expect(document).toMatchObject({ encoding: 'utf-8', losses: [{ kind: 'invalid-bytes', count: 1 }] });
    expect(document.text.slice(60)).toBe(report.repeat(10).slice(60));
  });
});

test('line ends become \\n and artefact tags stay', async () => {
  const { text, blocks } = await convert(utf8('甲镇报告\r\n[bookmark: _GoBack]\r\n\r\n乙\r'), {
    name: 'a.txt',
  });
  expect(text).toBe('甲镇报告\n[bookmark: _GoBack]\n\n乙\n');
  expect(blocks.map(({ start, end }) => text.slice(start, end))).toEqual([
    '甲镇报告',
    '[bookmark: _GoBack]',
    '乙',
  ]);
});

test('control characters are dropped and counted', async () => {
  const { text, losses } = await convert(utf8(report.repeat(3).replace('青', '青\u0000\u0001')), {
    name: 'a.txt',
  });
  expect(text).toBe(report.repeat(3));
  expect(losses).toEqual([{ kind: 'control-characters', count: 2 }]);
});

test('rows of cells parted by tabs are table rows', async () => {
  const { blocks } = await convert(utf8('指标\t数量\n行政处罚\t35件\n\t缩进的段落'), { name: 'a.txt' });
  expect(blocks.map((block) => block.kind)).toEqual(['table-row', 'table-row', 'paragraph']);
});

test('a hard-wrapped paragraph is one block and the text is untouched', async () => {
  const sentence = '全镇坚持依法行政，健全决策机制，规范执法程序，加强法治宣传，化解矛盾纠纷，服务群众办事';
  const paragraphs = [
    `　　${sentence}${sentence}。`,
    `　　一是${sentence}${sentence}。`,
    `　　二是${sentence}。`,
  ];
  const wrapped = paragraphs.flatMap((content) => content.match(/.{1,20}/gu) ?? []).join('\n');
  const { text, blocks } = await convert(utf8(wrapped), { name: 'a.txt' });
  expect(text).toBe(wrapped);
  expect(blocks.map(({ start, end }) => text.slice(start, end).replaceAll('\n', ''))).toEqual(paragraphs);
});

test('lines of all lengths are paragraphs of their own', async () => {
  const lines = Array.from({ length: 20 }, (_, index) => `第${index}项工作${'推进落实'.repeat(index % 7)}`);
  const { blocks } = await convert(utf8(lines.join('\n')), { name: 'a.txt' });
  expect(blocks).toHaveLength(lines.length);
});

test.each([
  ['EMPTY_FILE', new Uint8Array()],
  ['EMPTY_TEXT', utf8(' \n\u3000\n')],
  ['BINARY_TEXT', Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919 + (i >> 3)) % 256))],
])('%s', async (code, bytes) => {
  await expect(convert(bytes, { name: 'a.txt' })).rejects.toMatchObject({ name: 'PermanentError', code });
});

test('limits', async () => {
  await expect(convert(utf8(report), { name: 'a.txt', limits: { fileBytes: 10 } })).rejects.toMatchObject({
    code: 'TOO_LARGE',
  });
  await expect(convert(utf8(report), { name: 'a.txt', limits: { textLength: 10 } })).rejects.toMatchObject({
    code: 'TOO_LARGE',
  });
});

test.each([
  ['UNSUPPORTED_TYPE', utf8('<?xml version="1.0"?><feed/>'), 'format: unknown'],
  ['UNSUPPORTED_ARCHIVE', Buffer.from('504b0506000000000000000000000000000000000000', 'hex'), 'format: zip'],
  ['UNSUPPORTED_TYPE', Buffer.from('7f454c4602010100', 'hex'), 'ELF'],
  ['UNSUPPORTED_TYPE', Buffer.from('4d5a900003000000', 'hex'), 'MZ'],
])('%s for a file without a converter', async (code, bytes, detail) => {
  await expect(convert(bytes, { name: 'a' })).rejects.toMatchObject({
    code,
    message: expect.stringContaining(detail),
  });
});
