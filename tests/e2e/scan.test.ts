import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type House, startHouse } from '../support/house.ts';

const name = '竹溪镇2021（扫描件）.png';
const scan = fileURLToPath(new URL(`../samples/scans/${name}`, import.meta.url));
let house: House | null;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house?.stop());

it('a scanned report is read by OCR; its figures point into the recognised text', async ({ skip }) => {
  if (!house) return skip('no PostgreSQL server');
  const { client, consumed } = house;
  await client.uploadFile(scan, { batch: 'scans', name });
  expect(await house.settled(1)).toMatchObject({ published: 1, failed: 0, unsupported: 0 });
  await expect.poll(() => consumed.length, { timeout: 20_000 }).toBe(1);
  const [result] = consumed;
  if (result?.kind !== 'report') throw new Error(`no report: ${JSON.stringify(result)}`);
  expect(Object.keys(result.timings)).toEqual(['convert', 'ocr', 'segment', 'extract', 'review']);
  expect(result.textKey).toMatch(/^artefacts\/[^/]+\/ocr\//);
  expect(result.versions.engine).toMatch(/^tesseract\.js\/7.* chi_sim$/);
  expect(result.outline).toMatchObject({ year: 2021, jurisdiction: expect.stringContaining('竹溪镇') });
  const text = await client.documentText(result.documentId);
  expect(result.quantities.length).toBeGreaterThan(10);
  for (const { start, end, quote } of result.quantities) expect(text.slice(start, end)).toBe(quote);
  expect(result.quantities.map(({ quote }) => quote)).toContain('12件');
}, 240_000);
