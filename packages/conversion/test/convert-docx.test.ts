import { describe, expect, test } from 'vitest';
import { convert } from '../src/convert.ts';
import { buildDocx, buildZip, type DocxParts, paragraph, run } from './support/build-docx.ts';

async function read(parts: DocxParts) {
  const document = await convert(await buildDocx(parts), { name: 'a.docx' });
  for (const { start, end } of document.blocks) expect(document.text.slice(start, end)).not.toBe('');
  return document;
}

async function lines(body: string): Promise<string[]> {
  return (await read({ body })).text.split('\n');
}

const table = (...rows: string[][]): string =>
  `<w:tbl>${rows.map((cells) => `<w:tr>${cells.map((cell) => `<w:tc>${cell}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`;
const box = (content: string): string => `<w:txbxContent>${paragraph(content)}</w:txbxContent>`;
const choice = (content: string): string =>
  `<mc:Choice Requires="wps"><w:drawing><wps:txbx>${content}</wps:txbx></w:drawing></mc:Choice>`;
const fallback = (content: string): string =>
  `<mc:Fallback><w:pict><v:textbox>${content}</v:textbox></w:pict></mc:Fallback>`;

describe('inline content', () => {
  test.each([
    ['runs', `<w:p>${run('全年办')}${run('案35件')}</w:p>`, ['全年办案35件']],
    [
      'tab',
      '<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r></w:p>',
      ['甲\t乙'],
    ],
    [
      'block and inline content controls',
      `<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>${paragraph('标题')}</w:sdtContent></w:sdt><w:p><w:sdt><w:sdtContent>${run('正文')}</w:sdtContent></w:sdt></w:p>`,
      ['标题', '正文'],
    ],
    [
      'hyperlink and smart tag',
      `<w:p><w:hyperlink>${run('链')}</w:hyperlink><w:smartTag>${run('接')}</w:smartTag></w:p>`,
      ['链接'],
    ],
    [
      'the result of a field, not its code',
      '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText><w:t>code</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>结果</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
      ['结果'],
    ],
    [
      'a field that never ends',
      `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>${paragraph('后文')}`,
      ['后文'],
    ],
    [
      'a symbol of Wingdings',
      '<w:p><w:r><w:t>完成</w:t><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p>',
      ['完成☑'],
    ],
    [
      'a sign of an ordinary font inserted as a symbol',
      '<w:p><w:r><w:sym w:font="宋体" w:char="25A1"/><w:t>完成</w:t></w:r></w:p>',
      ['□完成'],
    ],
    [
      'a sign of Wingdings written as text',
      `<w:p>${run('\uF0FE', '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')}${run('完成')}</w:p>`,
      ['☑完成'],
    ],
    [
      'enclosed characters and phonetic guides as equations',
      `<w:p>${equation('eq \\o\\ac(○,1)')}${run('推进')}${equation('EQ \\* jc2 \\* hps10 \\o\\ad(\\s\\up 9(zhong),中)')}${equation('EQ \\o(□,√)')}${equation('EQ \\f(2,3)')}</w:p>`,
      ['①推进中☑2/3'],
    ],
    [
      'smart tags, simple fields and page references, as WPS writes them',
      `<w:p><w:smartTag w:element="chmetcnv"><w:smartTagPr><w:attr w:name="UnitName" w:val="件"/></w:smartTagPr>${run('35')}${run('件')}</w:smartTag><w:fldSimple w:instr=" REF a ">${run('，12起')}</w:fldSimple></w:p><w:p><w:hyperlink w:anchor="_Toc1">${run('一、做法')}<w:r><w:tab/></w:r>${field(' PAGEREF _Toc1 \\h ', '3')}</w:hyperlink></w:p>`,
      ['35件，12起', '一、做法\t3'],
    ],
    [
      'phonetic guide',
      `<w:p><w:r><w:ruby><w:rt>${run('pin')}</w:rt><w:rubyBase>${run('字')}</w:rubyBase></w:ruby></w:r></w:p>`,
      ['字'],
    ],
  ])('%s', async (_, body, expected) => {
    expect(await lines(body)).toEqual(expected);
  });
});

describe('soft breaks', () => {
  const broken = (...parts: string[]): string =>
    `<w:p>${parts.map((part) => run(part)).join('<w:r><w:br/></w:r>')}</w:p>`;
  test.each([
    ['inside a heading', broken('（一）进一步增强', '法治观念'), ['（一）进一步增强法治观念']],
    ['between numbers', broken('12', '34'), ['12 34']],
    ['used as paragraph ends', broken('推进工作。', '二、存在问题'), ['推进工作。', '二、存在问题']],
    ['before a heading', broken('主要情况', '（一）办案35件'), ['主要情况', '（一）办案35件']],
  ])('%s', async (_, body, expected) => {
    expect(await lines(body)).toEqual(expected);
  });
});

describe('tracked changes', () => {
  test('the final text', async () => {
    const moved = `<w:moveFrom>${run('移走')}</w:moveFrom><w:moveTo>${run('移来')}</w:moveTo>`;
    const { text, losses } = await read({
      body: `<w:p>${run('原文')}<w:ins>${run('新增')}</w:ins><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>${moved}</w:p>`,
    });
    expect(text).toBe('原文新增移来');
    expect(losses.map((loss) => loss.kind).sort()).toEqual([
      'moved-text',
      'tracked-deletion',
      'tracked-insertion',
    ]);
  });

  test('a deleted paragraph mark joins paragraphs; a deleted row goes', async () => {
    const deletedRow = `<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>${paragraph('删')}</w:tc></w:tr></w:tbl>`;
    const body = `${paragraph('前半', '<w:rPr><w:del/></w:rPr>')}${paragraph('后半')}${deletedRow}`;
    expect(await lines(body)).toEqual(['前半后半']);
  });

  test('numbering of before the change is not used', async () => {
    const body = paragraph(
      '文',
      '<w:pPrChange><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>',
    );
    expect((await read({ body, numbering: list('decimal', '%1.') })).text).toBe('文');
  });
});

describe('tables', () => {
  test('a row is a block, cells joined by tabs, empty ones kept', async () => {
    const cells = [paragraph('案件') + paragraph('（件）'), paragraph(''), paragraph('35')];
    const { text, blocks } = await read({ body: table(cells) });
    expect(text).toBe('案件 （件）\t\t35');
    expect(blocks).toMatchObject([{ kind: 'table-row' }]);
  });

  test('a table that lays out the page gives paragraphs', async () => {
    const { text, blocks } = await read({ body: table([paragraph('标题') + paragraph('正文。')]) });
    expect(text).toBe('标题\n正文。');
    expect(blocks.map((block) => block.kind)).toEqual(['paragraph', 'paragraph']);
  });
});

describe('text boxes', () => {
  test.each([
    [
      'Word writes both alternatives',
      `<mc:AlternateContent>${choice(box('框'))}${fallback(box('框'))}</mc:AlternateContent>`,
    ],
    [
      'LibreOffice writes an empty fallback',
      `<mc:AlternateContent>${choice(box('框'))}<mc:Fallback/></mc:AlternateContent>`,
    ],
    [
      'a choice without text',
      `<mc:AlternateContent>${choice('')}${fallback(box('框'))}</mc:AlternateContent>`,
    ],
    [
      'WPS names requirements of its own',
      `<mc:AlternateContent>${choice(box('框')).replace('"wps"', '"wpsCustomData"')}${fallback(box('框'))}</mc:AlternateContent>`,
    ],
    ['VML alone', `<w:pict><v:textbox>${box('框')}</v:textbox></w:pict>`],
  ])('once: %s', async (_, content) => {
    const { text, blocks } = await read({ body: `<w:p><w:r>${content}</w:r>${run('正文')}</w:p>` });
    expect(text).toBe('框\n正文');
    expect(blocks.map((block) => block.kind)).toEqual(['text-box', 'paragraph']);
  });
});

test('what is not text is counted', async () => {
  const picture = '<w:drawing><wp:docPr xmlns:wp="x" descr="印章"/><a:blip/></w:drawing>';
  const { text, losses } = await read({
    body: `<w:p>${run('正文')}${run('秘', '<w:vanish/>')}<w:r>${picture}<w:object/><w:footnoteReference/><w:commentReference/></w:r></w:p>`,
  });
  expect(text).toBe('正文');
  expect(Object.fromEntries(losses.map((loss) => [loss.kind, loss.detail]))).toMatchObject({
    'hidden-text': '秘',
    image: '印章',
    'embedded-object': 'object',
    footnote: undefined,
    comment: undefined,
  });
});

test('style and alignment', async () => {
  const styles = `<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>`;
  const { blocks } = await read({
    body: paragraph('标题', '<w:pStyle w:val="1"/>') + paragraph('正文'),
    styles,
  });
  expect(blocks).toMatchObject([{ style: 'heading 1', centred: true }, { start: 3 }]);
  expect(blocks[1]).not.toHaveProperty('style');
});

test('any namespace prefix will do', async () => {
  const uri = 'http://purl.oclc.org/ooxml/wordprocessingml/main';
  const content = `<x:document xmlns:x="${uri}"><x:body><x:p><x:r><x:t>严格</x:t></x:r></x:p></x:body></x:document>`;
  expect((await read({ body: '', parts: { 'word/document.xml': content } })).text).toBe('严格');
});

describe('hostile files', () => {
  const doctype = '<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document xmlns:w="x"/>';
  test.each([
    ['DTD_FORBIDDEN', { body: '', parts: { 'word/document.xml': doctype } }],
    ['MALFORMED_XML', { body: '<w:p>' }],
    ['TOO_DEEP', { body: '<w:sdt>'.repeat(500) + '</w:sdt>'.repeat(500) }],
    ['TOO_LARGE', { body: '', parts: { 'word/document.xml': Buffer.alloc(70_000_000, 32) } }],
    ['EMPTY_TEXT', { body: '<w:p/>' }],
  ] satisfies [string, DocxParts][])('%s', async (code, parts) => {
    await expect(convert(await buildDocx(parts), { name: 'a.docx' })).rejects.toMatchObject({
      name: 'PermanentError',
      code,
    });
  });

  test('DUPLICATE_PART, NO_DOCUMENT_PART, CORRUPT_ZIP, ENCRYPTED', async () => {
    const good = await buildDocx({ body: paragraph('文') });
    const twice = await buildZip([
      ['word/document.xml', '<a/>'],
      ['Word/Document.xml', '<b/>'],
    ]);
    const none = await buildZip([['[Content_Types].xml', '<a/>']]);
    const ole = Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ]);
    for (const [code, bytes] of [
      ['DUPLICATE_PART', twice],
      ['NO_DOCUMENT_PART', none],
      ['CORRUPT_ZIP', good.subarray(0, good.length - 60)],
      ['ENCRYPTED', ole],
    ] as const) {
      await expect(convert(bytes, { name: 'a.docx' }), code).rejects.toMatchObject({ code });
    }
  });

  test('a bomb in a part that is not needed is never inflated', async () => {
    const bytes = await buildDocx({
      body: paragraph('文'),
      parts: { 'word/media/image1.png': Buffer.alloc(80_000_000) },
    });
    expect((await convert(bytes, { name: 'a.docx' })).text).toBe('文');
  });
});

function field(code: string, result: string): string {
  return equation(code).replace(
    /(?=<w:r><w:fldChar w:fldCharType="end")/u,
    `<w:r><w:fldChar w:fldCharType="separate"/></w:r>${run(result)}`,
  );
}

function equation(code: string): string {
  const mark = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
  return `${mark('begin')}<w:r><w:instrText>${code}</w:instrText></w:r>${mark('end')}`;
}

function list(format: string, text: string): string {
  return `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`;
}
