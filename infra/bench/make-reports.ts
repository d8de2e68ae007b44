import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeDocx } from '../samples/make-docx.ts';
import { makePdf } from '../samples/make-pdf.ts';

export const benchFormats = ['txt', 'docx', 'pdf'] as const;
export type BenchFormat = (typeof benchFormats)[number];
export interface BenchReport {
  name: string;
  bytes: Uint8Array;
}

const sources = fileURLToPath(new URL('../../tests/samples/sources', import.meta.url));
const surnames = '青白红柳竹石桂东西南北云龙凤梅兰松柏杨枫';
const endings = '河山溪坪塘岭坝湾冲桥';

/** The sample reports over and over, `count` of them, no two alike: what differs is the name of the place. */
export async function makeReports(format: BenchFormat, count: number): Promise<BenchReport[]> {
  const samples = readdirSync(sources)
    .sort()
    .map((file) => ({
      place: /^\d+-([^\d.]+)/.exec(file)?.[1] ?? '',
      text: readFileSync(join(sources, file), 'utf8').trimEnd(),
    }));
  const pdfs =
    format === 'pdf' ? await Promise.all(samples.map(({ text }) => makePdf(text.split('\n')))) : [];
  const reports: BenchReport[] = [];
  for (let n = 0; n < count; n += 1) {
    const at = n % samples.length;
    const text = samples[at]?.text.replaceAll(samples[at].place, placeName(n)) ?? '';
    const name = `${String(n).padStart(4, '0')}-${placeName(n)}.${format}`;
    if (format === 'txt') reports.push({ name, bytes: Buffer.from(text) });
    else if (format === 'docx') reports.push({ name, bytes: await makeDocx(text.split('\n'), {}) });
    // Embedding a Chinese font takes long: readers skip the comment behind the end that makes the bytes differ.
    else reports.push({ name, bytes: Buffer.concat([pdfs[at] ?? Buffer.of(), Buffer.from(`\n% ${n}\n`)]) });
  }
  return reports;
}

/** Another one for every number below 40,000. */
function placeName(n: number): string {
  const sign = (text: string, at: number) => text[at % text.length] ?? '';
  const [a, b, c] = [n, n / 20, n / 200].map(Math.floor) as [number, number, number];
  return `${sign(surnames, a)}${sign(endings, b)}${sign(surnames, c)}${sign(endings, c / 20)}镇`;
}
