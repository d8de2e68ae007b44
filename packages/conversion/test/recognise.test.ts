import { readFileSync } from 'node:fs';
import { type ConvertedDocument, hasUnreadPages } from '@nianbao/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ConverterPool, createConverterPool } from '../src/index.ts';
import { isNonsense } from '../src/ocr/is-nonsense.ts';
import { wrapImage } from '../src/rendering/wrap-image.ts';
import { buildPdf } from './support/build-pdf.ts';
import { scanPage, scanWidth } from './support/scan.ts';

const sample = new Uint8Array(
  readFileSync(new URL('../../../tests/samples/reports/05-竹溪镇2021.pdf', import.meta.url)),
);
const limitMs = 600_000;
let pool: ConverterPool;
let typed: string[];
beforeAll(async () => {
  pool = createConverterPool({ size: 1, maxOcrPages: 3, timeoutMs: limitMs });
  typed = figures(await pool.convert(sample, 'a.pdf'));
});
afterAll(() => pool.close());

const figures = ({ text }: ConvertedDocument) => text.match(/\d+(?=[件人次场份个名户起])/gu) ?? [];

async function read(bytes: Uint8Array, name: string): Promise<ConvertedDocument> {
  const converted = await pool.convert(bytes, name);
  expect(hasUnreadPages(converted)).toBe(true);
  return pool.recognise(bytes, converted);
}

describe('a report that was scanned', () => {
  test('a picture with a seal over its figures gives them, whole paragraphs and where they came from', {
    timeout: limitMs,
  }, async () => {
    const seal = { x: scanWidth * 0.4, y: scanWidth * 0.62, radius: scanWidth * 0.1 };
    const document = await read(await scanPage(sample, 1, { seal }), 'a.png');
    expect(figures(document)).toEqual(typed);
    expect(typed.length).toBeGreaterThan(3);
    expect(document).toMatchObject({
      format: 'image',
      losses: expect.not.arrayContaining([{ kind: 'low-confidence' }]),
    });
    const [page] = document.pages ?? [];
    expect(page).toMatchObject({
      number: 1,
      imageOnly: true,
      engine: expect.stringMatching(/^tesseract\.js\/7.* chi_sim$/u),
    });
    expect(page?.confidence).toBeGreaterThan(80);
    expect(hasUnreadPages(document)).toBe(false);
    const paragraphs = document.blocks.map(({ start, end }) => document.text.slice(start, end));
    expect(paragraphs.some((paragraph) => paragraph.length > 60 && paragraph.endsWith('。'))).toBe(true);
    expect(document.text).not.toMatch(/\p{Script=Han} \p{Script=Han}/u);
  });

  test('a page that lay on its side is turned', { timeout: limitMs }, async () => {
    const document = await read(wrapImage(await scanPage(sample, 1, { turn: 1 })), 'a.pdf');
    expect(document.pages?.[0]?.confidence).toBeGreaterThan(80);
    expect(figures(document)).toEqual(typed);
  });
});

test('a picture without text is NO_TEXT_LAYER, too many pages are TOO_LARGE', {
  timeout: limitMs,
}, async () => {
  const square = '300 0 0 300 100 300 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \u0000 EI';
  const blank = buildPdf([[]], [square]);
  await expect(read(blank, 'a.pdf')).rejects.toMatchObject({ code: 'NO_TEXT_LAYER' });
  const damaged = {
    ...(await pool.convert(blank, 'a.pdf')),
    losses: [{ kind: 'truncated', count: 1 } as const],
  };
  await expect(pool.recognise(blank, damaged)).rejects.toMatchObject({ code: 'PDF_CORRUPT' });
  const long = buildPdf([[], [], [], []], [square, square, square, square]);
  await expect(read(long, 'a.pdf')).rejects.toMatchObject({ code: 'TOO_LARGE' });
});

test('scans among typed pages: each page by its own means, in order', { timeout: limitMs }, async () => {
  const letter = '900 0 0 900 0 0 cm';
  const typedPage = (text: string) => [{ text, x: 80, y: 700 }];
  const square = `${letter} BI /W 1 /H 1 /BPC 8 /CS /G ID \u00f0 EI`;
  const bytes = buildPdf(
    [typedPage('第一页的文字写在这里。'), [], typedPage('第三页的文字写在这里。')],
    ['', square, ''],
  );
  const document = await read(bytes, 'a.pdf');
  expect(document.text.replaceAll('\n', '')).toBe('第一页的文字写在这里。第三页的文字写在这里。');
  expect(document.pages).toMatchObject([
    { number: 1 },
    { number: 2, imageOnly: true, confidence: 0 },
    { number: 3 },
  ]);
  expect(document.engine).toMatch(/^pdfium\/.* \+ tesseract/u);
});

test.each([
  ['remains of a broken page', 'Te ge . Ge ##Cu Ai 4 PR) 了 内 e+ WV ] b ff 1', 46, true],
  ['a photograph', '山山川川工工', 30, true],
  ['a page that is hard to read', '全年办理行政处罚案件35件', 46, false],
  ['a page of figures', '35 46 12.5 1,203 77', 91, false],
])('%s: nonsense or not', (_, text, confidence, nonsense) => {
  expect(isNonsense(text, confidence)).toBe(nonsense);
});

test.each([
  ['RIFF', Buffer.from('RIFF\u0024\u0000\u0000\u0000WAVEfmt \u0018\u0000', 'latin1'), 'UNSUPPORTED_IMAGE'],
  ['GIF', Buffer.from('GIF89a\u0001\u0000', 'latin1'), 'UNSUPPORTED_IMAGE'],
  ['20000', pngHead(20_000, 20_000), 'TOO_LARGE'],
])('a picture of %s is refused by name', async (name, bytes, code) => {
  await expect(pool.convert(bytes, 'a')).rejects.toMatchObject({
    code,
    message: expect.stringContaining(name),
  });
});

test('a PNG that breaks off is refused once it is decoded', async () => {
  const bytes = pngHead(20, 20);
  await expect(pool.recognise(bytes, await pool.convert(bytes, 'a.png'))).rejects.toMatchObject({
    code: 'UNSUPPORTED_IMAGE',
  });
});

function pngHead(width: number, height: number): Buffer {
  const head = Buffer.from('89504e470d0a1a0a0000000d49484452000000000000000008000000000000000000', 'hex');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return head;
}
