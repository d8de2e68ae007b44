import { expect, test } from 'vitest';
import { convert } from '../src/convert.ts';
import { buildDocx, paragraph } from './support/build-docx.ts';

interface Level {
  format?: string;
  text: string;
  suffix?: string;
  more?: string;
}

const level = (index: number, { format = 'decimal', text, suffix = 'nothing', more = '' }: Level): string =>
  `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:suff w:val="${suffix}"/><w:lvlText w:val="${text}"/></w:lvl>`;
const abstractList = (id: number, levels: Level[], more = ''): string =>
  `<w:abstractNum w:abstractNumId="${id}">${more}${levels.map((each, index) => level(index, each)).join('')}</w:abstractNum>`;
const list = (id: number, abstractId: number, overrides = ''): string =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${abstractId}"/>${overrides}</w:num>`;
const item = (text: string, numId: number, index = 0): string =>
  paragraph(text, `<w:numPr><w:ilvl w:val="${index}"/><w:numId w:val="${numId}"/></w:numPr>`);
const style = (id: string, numPr: string, more = ''): string =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${id}"/>${more}<w:pPr><w:numPr>${numPr}</w:numPr></w:pPr></w:style>`;

const chapters: Level[] = [
  { format: 'chineseCountingThousand', text: '%1、' },
  { format: 'chineseCounting', text: '（%2）' },
  { text: '%3.', suffix: 'space' },
];

async function lines(body: string, numbering: string, styles?: string): Promise<string[]> {
  const bytes = await buildDocx({ body, numbering, ...(styles === undefined ? {} : { styles }) });
  return (await convert(bytes, { name: 'a.docx' })).text.split('\n');
}

test('levels count, restart below a higher one and keep their separators', async () => {
  const body =
    item('甲', 1) + item('乙', 1, 1) + item('丙', 1, 2) + item('丁', 1, 1) + item('戊', 1) + item('己', 1, 1);
  const numbering = abstractList(0, chapters) + list(1, 0);
  expect(await lines(body, numbering)).toEqual([
    '一、甲',
    '（一）乙',
    '1. 丙',
    '（二）丁',
    '二、戊',
    '（一）己',
  ]);
});

test('lists of one definition share counters; a start override applies when its list is first used', async () => {
  const override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>';
  const numbering = abstractList(0, chapters) + list(1, 0) + list(2, 0) + list(3, 0, override);
  const body = item('甲', 1) + item('乙', 2) + item('丙', 3) + item('丁', 3);
  expect(await lines(body, numbering)).toEqual(['一、甲', '二、乙', '一、丙', '二、丁']);
});

test('an override can redefine a level', async () => {
  const override = `<w:lvlOverride w:ilvl="0">${level(0, { format: 'upperRoman', text: '%1)' })}</w:lvlOverride>`;
  expect(await lines(item('甲', 1), abstractList(0, chapters) + list(1, 0, override))).toEqual(['I)甲']);
});

test('lvlRestart 0 counts through', async () => {
  const through = [chapters[0] ?? { text: '' }, { text: '第%2条', more: '<w:lvlRestart w:val="0"/>' }];
  const body = item('甲', 1) + item('乙', 1, 1) + item('丙', 1) + item('丁', 1, 1);
  expect(await lines(body, abstractList(0, through) + list(1, 0))).toEqual([
    '一、甲',
    '第1条乙',
    '二、丙',
    '第2条丁',
  ]);
});

test('isLgl writes all numbers of the label in decimal', async () => {
  const legal = [chapters[0] ?? { text: '' }, { text: '%1.%2', more: '<w:isLgl/>', suffix: 'space' }];
  expect(await lines(item('甲', 1) + item('乙', 1, 1), abstractList(0, legal) + list(1, 0))).toEqual([
    '一、甲',
    '1.1 乙',
  ]);
});

test('a tab shows as a space only where the label would run into the text', async () => {
  const tabbed = [
    { text: '%1.', suffix: 'tab' },
    { format: 'chineseCounting', text: '（%2）', suffix: 'tab' },
  ];
  expect(await lines(item('5件', 1) + item('乙', 1, 1), abstractList(0, tabbed) + list(1, 0))).toEqual([
    '1. 5件',
    '（一）乙',
  ]);
});

test('numbering through styles: the level linked to the style, inherited, switched off by numId 0', async () => {
  const linked = chapters.map((each, index) => ({ ...each, more: `<w:pStyle w:val="H${index + 1}"/>` }));
  const styles =
    style('H1', '<w:numId w:val="1"/>') +
    style('H2', '<w:numId w:val="1"/>') +
    style('Mine', '', '<w:basedOn w:val="H2"/>');
  const body =
    paragraph('甲', '<w:pStyle w:val="H1"/>') +
    paragraph('乙', '<w:pStyle w:val="H2"/>') +
    paragraph('丙', '<w:pStyle w:val="Mine"/>') +
    paragraph('丁', '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>');
  const expected = ['一、甲', '（一）乙', '（二）丙', '丁'];
  expect(await lines(body, abstractList(0, linked) + list(1, 0), styles)).toEqual(expected);
});

test('a definition behind a numbering style', async () => {
  const numbering =
    abstractList(0, [], '<w:numStyleLink w:val="S"/>') + abstractList(1, chapters) + list(1, 0) + list(2, 1);
  const styles =
    '<w:style w:type="numbering" w:styleId="S"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>';
  expect(await lines(item('甲', 1), numbering, styles)).toEqual(['一、甲']);
});

test('bullets, unknown lists, cyclic styles', async () => {
  const bullets = [{ format: 'bullet', text: '\uF06C', suffix: 'tab' }];
  const styles = style('A', '', '<w:basedOn w:val="B"/>') + style('B', '', '<w:basedOn w:val="A"/>');
  const body = item('甲', 1) + item('乙', 99) + paragraph('丙', '<w:pStyle w:val="A"/>');
  expect(await lines(body, abstractList(0, bullets) + list(1, 0), styles)).toEqual(['● 甲', '乙', '丙']);
});

test('start overrides of several levels; lists behind one numbering style share counters', async () => {
  const starts = (...values: number[]): string =>
    values
      .map(
        (value, index) =>
          `<w:lvlOverride w:ilvl="${index}"><w:startOverride w:val="${value}"/></w:lvlOverride>`,
      )
      .join('');
  const numbering =
    abstractList(0, chapters) +
    abstractList(1, [], '<w:numStyleLink w:val="S"/>') +
    list(1, 0) +
    list(2, 0, starts(3, 5)) +
    list(3, 1) +
    list(4, 1, starts(1));
  const styles =
    '<w:style w:type="numbering" w:styleId="S"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>';
  const body =
    item('甲', 1) + item('乙', 2) + item('丙', 2, 1) + item('丁', 2, 1) + item('戊', 3) + item('己', 4);
  expect(await lines(body, numbering, styles)).toEqual([
    '一、甲',
    '三、乙',
    '（五）丙',
    '（六）丁',
    '四、戊',
    '一、己',
  ]);
});
