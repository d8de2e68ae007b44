import { describe, expect, test } from 'vitest';
import { convert } from '../src/convert.ts';
import { buildOdt, type OdtParts } from './support/build-odt.ts';

const read = async (parts: OdtParts) => convert(await buildOdt(parts), { name: 'a.odt' });
const item = (content: string, start = '') =>
  `<text:list-item${start}><text:p>${content}</text:p></text:list-item>`;
const level = (number: number, attributes: string) =>
  `<text:list-level-style-number text:level="${number}" ${attributes}/>`;
const lists = `<text:list-style style:name="L">${level(1, 'style:num-format="一, 二, 三, ..." style:num-suffix="、"')}${level(2, 'style:num-format="一, 二, 三, ..." style:num-prefix="（" style:num-suffix="）"')}${level(3, 'style:num-format="1" text:display-levels="2" style:num-suffix="." text:start-value="5"')}</text:list-style><text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>`;
const list = (content: string, attributes = '') =>
  `<text:list text:style-name="L"${attributes}>${content}</text:list>`;

describe('numbers of lists', () => {
  test.each([
    ['count on', list(item('甲') + item('乙')), ['一、甲', '二、乙']],
    ['begin again in a new list', list(item('甲')) + list(item('乙')), ['一、甲', '一、乙']],
    [
      'go on when told to',
      `${list(item('甲'))}<text:p>文</text:p>${list(item('乙'), ' text:continue-numbering="true"')}`,
      ['一、甲', '文', '二、乙'],
    ],
    [
      'go on with a list by its id',
      `${list(item('甲'), ' xml:id="x"')}${list(item('乙'))}${list(item('丙'), ' text:continue-list="x"')}`,
      ['一、甲', '一、乙', '二、丙'],
    ],
    [
      'start where they are told',
      list(item('甲', ' text:start-value="4"') + item('乙')),
      ['四、甲', '五、乙'],
    ],
    [
      'by level; the second paragraph of an item has none',
      list(
        `<text:list-item><text:p>甲</text:p><text:p>续</text:p><text:list>${item('子')}${item('丑')}</text:list></text:list-item>${item('乙')}`,
      ),
      ['一、甲', '续', '（一）子', '（二）丑', '二、乙'],
    ],
    ['bullets', `<text:list text:style-name="B">${item('甲')}</text:list>`, ['• 甲']],
    [
      'a frame inside an item does not take its number',
      list(
        '<text:list-item><text:p><draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame>甲</text:p></text:list-item>',
      ),
      ['框', '一、甲'],
    ],
  ])('%s', async (_, body, lines) => {
    expect((await read({ body, styles: lists })).text.split('\n')).toEqual(lines);
  });
});

test('headings are numbered by the outline', async () => {
  const styles = `<text:outline-style><text:outline-level-style text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/></text:outline-style>`;
  const body =
    '<text:h text:outline-level="1">做法</text:h><text:h text:outline-level="1" text:is-list-header="true">附</text:h><text:h text:outline-level="1">问题</text:h>';
  const { text, blocks } = await read({ body, styles });
  expect(text.split('\n')).toEqual(['一、做法', '附', '二、问题']);
  expect(blocks.map(({ style }) => style)).toEqual(['outline-1', 'outline-1', 'outline-1']);
});

test('white space, breaks, tables, styles', async () => {
  const automatic =
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"><style:paragraph-properties fo:text-align="center"/></style:style>';
  const styles = '<style:style style:name="Title" style:display-name="标题" style:family="paragraph"/>';
  const body = `<text:p text:style-name="P1">年度\n  报告<text:s text:c="2"/>x<text:tab/>y</text:p><text:p>甲<text:line-break/>乙</text:p>
    <table:table><table:table-row><table:table-cell><text:p>处罚</text:p></table:table-cell><table:table-cell><text:p>35件</text:p></table:table-cell></table:table-row></table:table>`;
  const { text, blocks } = await read({ body, automatic, styles });
  expect(blocks.map(({ start, end, ...traits }) => [text.slice(start, end), traits])).toEqual([
    ['年度 报告  x\ty', { kind: 'paragraph', style: '标题', centred: true }],
    ['甲乙', { kind: 'paragraph' }],
    ['处罚\t35件', { kind: 'table-row' }],
  ]);
});

test('losses are counted', async () => {
  const automatic =
    '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>';
  const styles =
    '<office:master-styles><style:master-page><style:header><text:p>页眉</text:p></style:header><style:footer><text:p>— 1 —</text:p></style:footer></style:master-page></office:master-styles>';
  const body = `<text:tracked-changes><text:changed-region><text:deletion><text:p>旧</text:p></text:deletion></text:changed-region></text:tracked-changes>
    <text:p>正文<text:span text:style-name="H">密</text:span><text:note><text:note-body><text:p>注</text:p></text:note-body></text:note><office:annotation><text:p>批</text:p></office:annotation><draw:frame draw:name="公章"><draw:image/><svg:title>图</svg:title></draw:frame>完</text:p>`;
  const { text, losses } = await read({ body, automatic, styles });
  expect(text).toBe('正文完');
  expect(losses).toEqual([
    { kind: 'header', count: 1, detail: '页眉' },
    { kind: 'page-number', count: 1, detail: '— 1 —' },
    { kind: 'tracked-deletion', count: 1 },
    { kind: 'hidden-text', count: 1, detail: '密' },
    { kind: 'footnote', count: 1 },
    { kind: 'comment', count: 1 },
    { kind: 'image', count: 1, detail: '公章' },
  ]);
});

test('a password is told by the manifest', async () => {
  const manifest = '<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>';
  await expect(read({ body: '<text:p>x</text:p>', manifest })).rejects.toMatchObject({ code: 'ENCRYPTED' });
});

test.each([
  ['MALFORMED_XML', '<text:p>x'],
  ['TOO_DEEP', `${'<text:span>'.repeat(1000)}`],
  ['EMPTY_TEXT', '<text:p/>'],
])('%s', async (code, body) => {
  await expect(read({ body })).rejects.toMatchObject({ code });
});
