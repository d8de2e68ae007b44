import { describe, expect, test } from 'vitest';
import { convert } from '../src/convert.ts';

const fonts = '{\\fonttbl{\\f0\\fcharset0 Times;}{\\f1\\fnil\\fcharset134 {\\*\\falt SimSun};}}';
const styles = '{\\stylesheet{\\s0 Normal;}{\\s1\\qc heading 1;}}';
const read = (body: string, head = '\\ansi\\ansicpg936') =>
  convert(Buffer.from(`{\\rtf1${head}${fonts}${styles}${body}}`, 'latin1'), { name: 'a.rtf' });
const linesOf = async (body: string): Promise<string[]> => (await read(body)).text.split('\n');

// 「法治」 and 「一、」 as bytes of GBK.
const law = "\\'b7\\'a8\\'d6\\'ce";

describe('characters', () => {
  test.each([
    ['bytes of the font’s character set', `\\f1 ${law}`, '法治'],
    ['under a Latin font of a Chinese document', `\\f0 ${law}`, '法治'],
    ['Unicode with a fallback', "\\uc1\\u27861\\'3f\\u27835?2024", '法治2024'],
    ['a fallback of two bytes', "\\uc2\\u27861\\'b7\\'a8\\u27835\\'d6\\'ce", '法治'],
    ['no fallback', '\\uc0\\u27861\\u27835 ', '法治'],
    ['negative numbers and pairs', '\\uc0\\u-244 \\u-10176\\u-9216 ', '\uFF0C\u{20000}'],
    ['a fallback ends with its group', '{\\uc3\\u27861?}x', '法x'],
    ['escapes', 'a\\{b\\}\\\\\\~c\\_d\\emdash ', 'a{b}\\\u00A0c-d—'],
    ['\\bin is data', '\\bin3 {{{\\f1 '.concat(law), '法治'],
  ])('%s', async (_, body, text) => {
    expect((await read(body)).text).toBe(text);
  });

  test('the document’s code page, where it is not Chinese', async () => {
    const body = "{\\rtf1\\ansi\\ansicpg1252 caf\\'e9}";
    expect((await convert(Buffer.from(body), { name: 'a.rtf' })).text).toBe('café');
  });
});

describe('structure', () => {
  test.each([
    ['paragraphs, tabs and line breaks', 'one\\tab two\\par three\\line four', ['one\ttwo', 'three four']],
    [
      'list numbers as stored',
      '{\\listtext\\pard\\plain 1.\\tab}text\\par{\\pntext (a)\\tab}more',
      ['1. text', '(a) more'],
    ],
    [
      'table rows',
      '\\trowd\\intbl a\\cell\\intbl b\\cell\\row\\trowd\\intbl c\\cell\\intbl\\cell\\row\\pard after\\par',
      ['a\tb', 'c', 'after'],
    ],
    ['fields show their result', '{\\field{\\*\\fldinst HYPERLINK "http://x"}{\\fldrslt link}}', ['link']],
    ['a deleted paragraph mark joins', 'one{\\deleted\\par }two\\par', ['onetwo']],
    ['unknown destinations', 'a{\\*\\unknown text}b{\\info{\\author c}}', ['ab']],
  ])('%s', async (_, body, lines) => {
    expect(await linesOf(body)).toEqual(lines);
  });

  test('styles, outline levels, centring, text boxes', async () => {
    const { text, blocks } = await read(
      '\\pard\\s1\\qc title\\par\\pard\\outlinelevel1 sub\\par\\pard body{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv 1}}{\\shptxt box\\par}}{\\shprslt box}}\\par',
    );
    expect(blocks.map(({ start, end, ...traits }) => [text.slice(start, end), traits])).toEqual([
      ['title', { kind: 'paragraph', style: 'heading 1', centred: true }],
      ['sub', { kind: 'paragraph', style: 'outline-2' }],
      ['box', { kind: 'text-box' }],
      ['body', { kind: 'paragraph' }],
    ]);
  });
});

test('losses are counted', async () => {
  const { text, losses } = await read(
    '{\\header head\\par}{\\footer - 1 -\\par}a{\\v secret}{\\deleted old}{\\revised new}{\\footnote note}{\\pict 00ff}{\\*\\annotation c}b',
  );
  expect(text).toBe('anewb');
  expect(losses).toEqual([
    { kind: 'header', count: 1, detail: 'head' },
    { kind: 'page-number', count: 1, detail: '- 1 -' },
    { kind: 'hidden-text', count: 1, detail: 'secret' },
    { kind: 'tracked-deletion', count: 1, detail: 'old' },
    { kind: 'tracked-insertion', count: 1 },
    { kind: 'footnote', count: 1, detail: 'note' },
    { kind: 'image', count: 1 },
    { kind: 'comment', count: 1, detail: 'c' },
  ]);
});

test.each([
  ['RTF_CORRUPT', '{\\rtf1\\ansi half a {\\b report'],
  ['TOO_DEEP', `{\\rtf1 ${'{'.repeat(1000)}`],
  ['EMPTY_TEXT', '{\\rtf1\\ansi\\par}'],
])('%s', async (code, content) => {
  await expect(convert(Buffer.from(content), { name: 'a.rtf' })).rejects.toMatchObject({ code });
});
