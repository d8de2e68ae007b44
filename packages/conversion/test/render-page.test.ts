import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConverterPool, createConverterPool, type PageImage } from '../src/index.ts';
import { buildPdf } from './support/build-pdf.ts';

const limitMs = 60_000;
let pool: ConverterPool;
beforeAll(() => {
  pool = createConverterPool({ size: 1 });
});
afterAll(() => pool.close());

const redSquare = '1 0 0 rg 100 700 50 50 re f';
const pages = buildPdf([[{ text: 'Annual report', x: 80, y: 600 }], []], [redSquare, '']);

/** The picture's colour at a place in points. */
function colourAt({ png, width, page }: PageImage, x: number, y: number): number[] {
  const { data } = PNG.sync.read(Buffer.from(png));
  const scale = width / page.width;
  const at = (Math.round((page.height - y) * scale) * width + Math.round(x * scale)) * 4;
  return [...data.subarray(at, at + 3)];
}

test('a page of a PDF in colour, as wide as wanted, with its size', { timeout: limitMs }, async () => {
  const image = await pool.renderPage(pages, 1, { maxWidth: 600 });
  expect(image).toMatchObject({ width: 600, page: { number: 1, count: 2 } });
  if (image === undefined) return;
  expect(image.page.height / image.page.width).toBeCloseTo(image.height / image.width, 2);
  expect(colourAt(image, 125, 725)).toEqual([255, 0, 0]);
  expect(colourAt(image, 300, 300)).toEqual([255, 255, 255]);
  expect((await pool.renderPage(pages, 1, { maxWidth: 100_000 }))?.width).toBe(2400);
});

test('a picture is its own page; other pages are not there', { timeout: limitMs }, async () => {
  const image = await pool.renderPage(pages, 1);
  const again = await pool.renderPage(image?.png ?? new Uint8Array(), 1, { maxWidth: 300 });
  expect(again).toMatchObject({ width: 300, page: { number: 1, count: 1 } });
  for (const page of [0, 3, 1.5]) expect(await pool.renderPage(pages, page)).toBeUndefined();
});

test('a font that the file leaves out is told', { timeout: limitMs }, async () => {
  expect((await pool.renderPage(pages, 1))?.lacksFont).toBe(true);
  expect((await pool.renderPage(pages, 2))?.lacksFont).toBe(false);
  const embedded = new URL('../../../tests/samples/reports/05-竹溪镇2021.pdf', import.meta.url);
  expect((await pool.renderPage(fileURLToPath(embedded), 1))?.lacksFont).toBe(false);
});

test('files without pages and broken ones are refused', { timeout: limitMs }, async () => {
  const text = new TextEncoder().encode('青河镇年度报告');
  await expect(pool.renderPage(text, 1)).rejects.toMatchObject({ code: 'UNSUPPORTED_TYPE' });
  await expect(pool.renderPage(Buffer.from('%PDF-1.7 no more'), 1)).rejects.toMatchObject({
    code: 'PDF_CORRUPT',
  });
});
