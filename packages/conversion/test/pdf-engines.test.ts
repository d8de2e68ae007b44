import { PermanentError } from '@nianbao/contracts';
import { expect, test } from 'vitest';
import { defaultLimits } from '../src/converter.ts';
import { convertPdfWith } from '../src/formats/pdf/convert-pdf.ts';
import type { PdfEngine } from '../src/formats/pdf/pdf-engine.ts';
import { pdfiumEngine } from '../src/formats/pdf/pdfium-engine.ts';
import { pdfjsEngine } from '../src/formats/pdf/pdfjs-engine.ts';
import { buildFormPdf, buildPdf, type PlacedText } from './support/build-pdf.ts';

const left = 80;
const line = (text: string, row: number, x = left): PlacedText => ({ text, x, y: 700 - row * 28 });
const page = [
  line('青河镇2023年度报告', 0, 200),
  line('全年办案35件，', 1, left + 32),
  { text: '2', x: left + 200, y: 678, size: 7 },
  line('Open Government on the Web', 2),
  ...['序号', '指标', '数量'].map((cell, column) => line(cell, 4, left + column * 120)),
  ...['1', '处罚', '35'].map((cell, column) => line(cell, 5, left + column * 120)),
];
const turned = page.map((each) => ({ ...each, x: 750 - each.y, y: each.x, angle: 90 }));
const overturned = page.map((each) => ({ ...each, x: 595 - each.x, y: 842 - each.y, angle: 180 }));
const watermark = { text: '内部资料', x: 200, y: 300, angle: 45 };

const convertWith = (engines: readonly PdfEngine[], pages: PlacedText[][]) =>
  convertPdfWith(engines, buildPdf(pages), defaultLimits);
const failing = (error: Error): PdfEngine => ({ name: 'failing/1', read: () => Promise.reject(error) });

test.each([
  ['upright', [page]],
  ['with a watermark', [[...page, watermark]]],
  ['on its side', [turned]],
  ['upside down', [overturned]],
  ['drawn twice for bold', [page.flatMap((each) => [each, { ...each, x: each.x + 0.4 }])]],
])('both engines read a page alike: %s', async (_, pages) => {
  const own = await convertWith([pdfiumEngine], pages);
  const other = await convertWith([pdfjsEngine], pages);
  expect(own.text).toContain('序号\t指标\t数量\n1\t处罚\t35');
  expect(own.text).toContain('Open Government on the Web');
  expect({ ...own, engine: '' }).toEqual({ ...other, engine: '' });
});

test('a radical in a form stands where it is shown', async () => {
  const shown = [
    ...page,
    line('依法', 6),
    { ...line('⾏', 6, left + 32), actual: '行' },
    line('政', 6, left + 48),
  ];
  const { text, blocks } = await convertPdfWith([pdfiumEngine], buildFormPdf(shown), defaultLimits);
  expect(text).toContain('依法行政');
  const direct = await convertWith([pdfiumEngine], [shown]);
  expect({ text, blocks }).toEqual({ text: direct.text, blocks: direct.blocks });
});

test('a defect or a refusal of the first engine leaves the document to the second', async () => {
  for (const error of [new TypeError('defect'), new PermanentError('PDF_CORRUPT')]) {
    const { engine, text } = await convertWith([failing(error), pdfjsEngine], [page]);
    expect(engine).toMatch(/^pdfjs\/\d/u);
    expect(text).toContain('全年办案35件');
  }
});

test('a locked document is not tried again', async () => {
  const locked = failing(new PermanentError('ENCRYPTED'));
  await expect(convertWith([locked, pdfjsEngine], [page])).rejects.toMatchObject({ code: 'ENCRYPTED' });
});

test('the engine that leads to more text counts, and the first of equals', async () => {
  const unmapped: PdfEngine = {
    name: 'unmapped/1',
    read: async (...args) => {
      const pages = await pdfiumEngine.read(...args);
      return pages.map((each) => ({
        ...each,
        fragments: each.fragments.map((one) => ({ ...one, text: one.text.replaceAll('3', '\uFFFD') })),
      }));
    },
  };
  const mended = await convertWith([unmapped, pdfjsEngine], [page]);
  expect(mended.engine).toBe(pdfjsEngine.name);
  const kept = await convertWith([unmapped, { ...unmapped, name: 'unmapped/2' }], [page]);
  expect(kept.engine).toBe('unmapped/1');
  expect(kept.losses).toContainEqual({ kind: 'unreadable-glyphs', count: 3 });
});

test('when all fail, the last one says why', async () => {
  const both = [failing(new TypeError('one')), failing(new PermanentError('PDF_CORRUPT', 'two'))];
  await expect(convertWith(both, [page])).rejects.toMatchObject({ code: 'PDF_CORRUPT', message: 'two' });
});

test('a garbled layer that another engine stumbles over is damage', async () => {
  const garbled: PdfEngine = {
    name: 'garbled/1',
    read: async (...args) => {
      const pages = await pdfiumEngine.read(...args);
      return pages.map((each) => ({
        ...each,
        fragments: each.fragments.map((one) => ({ ...one, text: 'Ž»¼ÌÐÎ'.repeat(3) })),
      }));
    },
  };
  const damaged = await convertWith([garbled, failing(new PermanentError('PDF_CORRUPT'))], [page]);
  expect(damaged).toMatchObject({ text: '', engine: 'garbled/1', pages: [{ imageOnly: true }] });
  expect(damaged.losses).toContainEqual({ kind: 'truncated', count: 1 });
  const fonts = await convertWith([garbled, { ...garbled, name: 'garbled/2' }], [page]);
  expect(fonts.losses.map(({ kind }) => kind)).toEqual(['unreadable-glyphs']);
});
