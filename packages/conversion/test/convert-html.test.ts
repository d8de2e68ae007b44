import { describe, expect, test } from 'vitest';
import { convert } from '../src/convert.ts';

const read = (markup: string | Uint8Array) =>
  convert(typeof markup === 'string' ? Buffer.from(markup) : markup, { name: 'a.html' });
const linesOf = async (markup: string): Promise<string[]> =>
  (await read(`<html><body>${markup}`)).text.split('\n');

describe('blocks in reading order', () => {
  test.each([
    ['paragraphs and headings', '<h1>年度报告</h1><div>甲<p>乙</p>丙</div>', ['年度报告', '甲', '乙', '丙']],
    ['white space of the source', '<p>\n  全年办理\n  案件 <b>35</b>\t件\n</p>', ['全年办理案件 35 件']],
    ['a line break is a line', '<p>青河镇人民政府<br>2025年3月1日</p>', ['青河镇人民政府', '2025年3月1日']],
    [
      'a long line broken in mid-sentence runs on',
      `<p>${'推进依法行政，'.repeat(5)}规范执<br>法程序。<br>一是健全制度。</p>`,
      [`${'推进依法行政，'.repeat(5)}规范执法程序。`, '一是健全制度。'],
    ],
    [
      'numbers of a list',
      '<ol start="3"><li>普法</li><li value="7"><p>执法</p></li></ol>',
      ['3. 普法', '7. 执法'],
    ],
    ['a Chinese list', '<ol style="list-style-type: cjk-ideographic"><li>普法</li></ol>', ['一、普法']],
    ['a number typed in a list is not doubled', '<ol><li>一、普法</li></ol>', ['一、普法']],
    ['an unordered list has no numbers', '<ul><li>普法</li><li>执法</li></ul>', ['普法', '执法']],
    [
      'what is not shown',
      '<p>甲<script>乙</script><span style="display:none">丙</span></p><p hidden>丁</p>',
      ['甲'],
    ],
    ['unclosed tags', '<p>甲<p>乙<table><tr><td>丙<td>丁</table>', ['甲', '乙', '丙\t丁']],
  ])('%s', async (_, markup, lines) => {
    expect(await linesOf(markup)).toEqual(lines);
  });
});

test('table rows, a table that lays out the page, and the box of filing data', async () => {
  const { text, blocks } = await read(
    `<table><tr><td>索引号：</td><td>QH-31</td></tr></table>
     <table><tr><td><p>标题</p><p>正文。</p><table><tr><th>指标</th><th>数量</th></tr><tr><td>处罚</td><td>35件</td></tr></table></td></tr></table>`,
  );
  expect(blocks.map(({ start, end, kind, style }) => [text.slice(start, end), kind, style])).toEqual([
    ['索引号：', 'paragraph', 'page-metadata'],
    ['QH-31', 'paragraph', 'page-metadata'],
    ['标题', 'paragraph', undefined],
    ['正文。', 'paragraph', undefined],
    ['指标\t数量', 'table-row', undefined],
    ['处罚\t35件', 'table-row', undefined],
  ]);
});

test('menus and page tools stay in the text and are named; an article is not, whatever its container is called', async () => {
  const article = `全镇办理案件35件。开展普法宣传12场。${'推进法治建设，'.repeat(12)}成效明显。`;
  const { text, blocks } = await read(
    `<ul><li><a href="/a">首页</a></li><li><a href="/b">新闻</a></li><li><a href="/c">公开</a></li></ul>
     <div class="share">打印</div><div class="main location"><p>一、基本情况</p><p>${article}</p></div><footer>主办单位</footer>`,
  );
  expect(blocks.map(({ start, end, style }) => [text.slice(start, end), style])).toEqual([
    ['首页', 'page-navigation'],
    ['新闻', 'page-navigation'],
    ['公开', 'page-navigation'],
    ['打印', 'page-tools'],
    ['一、基本情况', undefined],
    [article, undefined],
    ['主办单位', 'page-navigation'],
  ]);
});

test('losses are counted', async () => {
  const { text, losses } = await read(
    `<div title="header"><p>页眉</p></div><p>正文<img alt="公章"><a class="sdfootnoteanc">1</a><del>旧</del></p>
     <iframe src="x"></iframe><div id="sdfootnote1">注释</div><div title="footer">— 1 —</div>`,
  );
  expect(text).toBe('正文');
  expect(losses).toEqual([
    { kind: 'header', count: 1, detail: '页眉' },
    { kind: 'image', count: 1, detail: '公章' },
    { kind: 'tracked-deletion', count: 1, detail: '旧' },
    { kind: 'embedded-object', count: 1 },
    { kind: 'footnote', count: 1, detail: '注释' },
    { kind: 'page-number', count: 1, detail: '— 1 —' },
  ]);
});

describe('encodings', () => {
  // 「法治政府」 in GB 2312.
  const gb = Buffer.from('b7a8d6ced5feb8ae', 'hex');
  const page = (head: string) =>
    Buffer.concat([Buffer.from(`<html><head>${head}</head><body><p>`), gb, Buffer.from('</p>')]);
  test.each([
    ['declared', page('<meta charset="gb2312">'), 'gb18030'],
    [
      'declared the old way',
      page('<meta http-equiv=Content-Type content="text/html; charset=GBK">'),
      'gb18030',
    ],
    ['declared wrongly', page('<meta charset="utf-8">'), 'gb18030'],
    ['not declared', page(`<script>${'x'.repeat(70_000)}</script>`), 'gb18030'],
    ['valid UTF-8 declared as GBK', Buffer.from('<html><meta charset="gbk"><body>法治政府'), 'utf-8'],
    ['UTF-16 with a mark', Buffer.from('\uFEFF<html><body>法治政府', 'utf16le'), 'utf-16le'],
  ])('%s', async (_, bytes, encoding) => {
    expect(await read(bytes)).toMatchObject({ text: '法治政府', encoding, format: 'html' });
  });
});

test.each([
  ['TOO_DEEP', '<div>'.repeat(2000)],
  ['EMPTY_TEXT', '<html><body><script>1</script></body></html>'],
])('%s', async (code, markup) => {
  await expect(read(markup)).rejects.toMatchObject({ name: 'PermanentError', code });
});

describe('a page saved with its pictures', () => {
  const page =
    '<html><head><meta charset="gb2312"></head><body><p>全年办理行政处罚案件35件。</p></body></html>';
  // 全年办理行政处罚案件 in GB 2312.
  const gb = page
    .replace('全年办理行政处罚案件', '=C8=AB=C4=EA=B0=EC=C0=ED=D0=D0=D5=FE=B4=A6=B7=A3=B0=B8=\r\n=BC=FE')
    .replace('件。', '=BC=FE=A1=A3')
    .replaceAll('charset="', 'charset=3D"');
  const archive = (encoding: string, body: string): string =>
    [
      'From: <Saved by a browser>',
      'Subject: =?utf-8?Q?x?=',
      'MIME-Version: 1.0',
      'Content-Type: multipart/related;',
      '\ttype="text/html";',
      '\tboundary="--=_next"',
      '',
      'for readers without MIME',
      '----=_next',
      'Content-Type: image/png',
      'Content-Transfer-Encoding: base64',
      '',
      'iVBORw0KGgo=',
      '----=_next',
      'Content-Type: text/html',
      `Content-Transfer-Encoding: ${encoding}`,
      '',
      body,
      '----=_next--',
    ].join('\r\n');

  test.each([
    ['quoted-printable', gb],
    [
      'base64',
      Buffer.from(page)
        .toString('base64')
        .replaceAll(/(.{40})/gu, '$1\r\n'),
    ],
    ['8bit', page],
  ])('%s', async (encoding, body) => {
    const { text, format } = await convert(Buffer.from(archive(encoding, body)), { name: 'a.mht' });
    expect({ text, format }).toEqual({ text: '全年办理行政处罚案件35件。', format: 'html' });
  });

  test('without a page it is unsupported', async () => {
    const bytes = Buffer.from(archive('8bit', page).replaceAll('text/html\r\n', 'text/css\r\n'));
    await expect(convert(bytes, { name: 'a.mht' })).rejects.toMatchObject({ code: 'UNSUPPORTED_TYPE' });
  });
});
