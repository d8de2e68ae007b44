import { expect, test } from 'vitest';
import type { PdfPage } from '../src/formats/pdf/pdf-page.ts';
import { levelSizes } from '../src/ocr/level-sizes.ts';
import { liesOnSide } from '../src/ocr/lies-on-side.ts';
import { type RecognisedLine, toFragments } from '../src/ocr/to-fragments.ts';

type Box = [text: string, x0: number, x1: number];

/** A line as Tesseract tells of it, 50 pixels high at the top of the page. */
function line(...words: Box[]): RecognisedLine {
  return {
    words: words.map(([text, x0, x1]) => ({ text, bbox: { x0, x1 } })),
    bbox: { y0: 100, y1: 150 },
    baseline: { y0: 148, y1: 152 },
    rowAttributes: { rowHeight: 61 },
  };
}

const scale = { points: 0.5, height: 1000 };

test('words become one run of text; its place and size are points from the lower left corner', () => {
  expect(toFragments([line(['办案', 100, 190], ['35', 200, 245], ['件', 250, 300])], scale)).toEqual([
    { text: '办案 35 件', x0: 50, x1: 150, y: 425, size: 25 },
  ]);
});

test('a wide gap parts cells, a box too narrow for its character does not', () => {
  const texts = (...words: Box[]) => toFragments([line(...words)], scale).map(({ text }) => text);
  expect(texts(['序号', 100, 200], ['指标', 400, 500])).toEqual(['序号', '指标']);
  expect(texts(['总', 100, 110], ['人口', 175, 270])).toEqual(['总 人口']);
});

const page = (number: number, ...sizes: number[]): PdfPage => ({
  number,
  fragments: sizes.map((size) => ({ text: '正文正文', x0: 0, x1: 1, y: 1, size })),
  box: { left: 0, right: 595, bottom: 0, top: 842 },
  slanted: 0,
});
const sizesOf = (pages: PdfPage[]) => pages.map(({ fragments }) => fragments.map(({ size }) => size));

test('sizes measured about alike are alike, titles stay larger; the text layer knows best', () => {
  expect(sizesOf(levelSizes([page(1, 22, 16.2, 15.9), page(2, 15.2, 16.2, 16.2)], []))).toEqual([
    [22, 16.2, 16.2],
    [16.2, 16.2, 16.2],
  ]);
  expect(sizesOf(levelSizes([page(2, 17, 22)], [page(1, 16)]))).toEqual([[16, 22]]);
});

test('stripes tell how a page lies', () => {
  const striped = (across: boolean) => ({
    width: 100,
    height: 100,
    pixels: Uint8Array.from({ length: 10_000 }, (_, at) => {
      const [x, y] = [at % 100, Math.floor(at / 100)];
      return (across ? y : x) % 10 < 5 ? 255 : 100;
    }),
  });
  expect(liesOnSide(striped(true))).toBe(false);
  expect(liesOnSide(striped(false))).toBe(true);
});
