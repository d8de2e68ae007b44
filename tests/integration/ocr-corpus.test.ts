import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extract, getProfile, segment } from '@nianbao/analysis';
import { type ConvertedDocument, hasUnreadPages } from '@nianbao/contracts';
import { type ConverterPool, createConverterPool } from '@nianbao/conversion';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { corpusFolder } from '../support/corpus.ts';
import { editDistance } from '../support/edit-distance.ts';

const corpus = corpusFolder();
const formats = join(corpus ?? '', 'formats');
const limitMs = 600_000;
/** The page on its side holds the first of the two pages; the PDFs without a character map are whole reports, one of them for `NIANBAO_OCR_ALL=1`. */
const scans = [
  { file: 'scan/001.scan-noisy.pdf', text: '001.scan.txt', accuracy: 0.985 },
  { file: 'scan/001.scan-rot90.pdf', text: '001.scan.txt', accuracy: 0.47 },
  { file: 'scan/001.mixed-text-then-scan.pdf', text: '001.scan.txt', accuracy: 0.985 },
  { file: 'scan/003.scan-g4.pdf', text: '003.scan.txt', accuracy: 0.985 },
  { file: 'pdf/004.no-tounicode.pdf', text: '004.txt', accuracy: 0.96 },
];
if (process.env.NIANBAO_OCR_ALL)
  scans.push({ file: 'pdf/000.no-tounicode-identity.pdf', text: '000.txt', accuracy: 0.96 });
const minFigures = 0.95;

describe.skipIf(corpus === null)('OCR on the scans of the corpus', () => {
  let pool: ConverterPool;
  const total = { wanted: 0, found: 0 };
  beforeAll(() => {
    pool = createConverterPool({ size: 1 });
  });
  afterAll(() => pool.close());

  test.each(scans)('$file', { timeout: limitMs }, async ({ file, text, accuracy }) => {
    const path = join(formats, file);
    const converted = await pool.convert(path, file);
    expect(hasUnreadPages(converted)).toBe(true);
    const started = Date.now();
    const document = await pool.recognise(path, converted);
    const pages = (document.pages ?? []).filter(({ imageOnly }) => imageOnly);
    const expected = join(formats, 'expected', text);
    const want = squeeze(readFileSync(expected, 'utf8'));
    const got = 1 - editDistance(squeeze(document.text), want) / want.length;
    const wanted = figures(await pool.convert(expected, 'a.txt'));
    const found = common(wanted, figures(document));
    const perPage = (Date.now() - started) / 1000 / pages.length;
    console.info(
      `${file}: accuracy ${(got * 100).toFixed(2)} %, figures ${found}/${wanted.length}, confidence ${pages.map(({ confidence }) => confidence)}, ${perPage.toFixed(1)} s a page`,
    );
    expect(got).toBeGreaterThanOrEqual(accuracy);
    expect(Math.min(...pages.map(({ confidence = 0 }) => confidence))).toBeGreaterThanOrEqual(75);
    total.wanted += wanted.length;
    total.found += found;
  });

  test('gives the figures of the text', () => {
    console.info(`figures: ${total.found} of ${total.wanted}`);
    expect(total.wanted).toBeGreaterThan(10);
    expect(total.found / total.wanted).toBeGreaterThanOrEqual(minFigures);
  });
});

function figures(document: ConvertedDocument): string[] {
  const profile = getProfile('rule-of-law-government');
  const { quantities } = extract(document, segment(document, profile), profile);
  return quantities.map(({ value, unit, status }) => `${value} ${unit} ${status}`);
}

function common(wanted: readonly string[], found: readonly string[]): number {
  const left = [...found];
  return wanted.filter((each) => {
    const index = left.indexOf(each);
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  }).length;
}

function squeeze(text: string): string {
  return text
    .replaceAll(/\[(?:bookmark|image):[^\]]*\]/gu, '')
    .normalize('NFKC')
    .replaceAll(/\s+/gu, '');
}
