import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../tests/samples/annotated', import.meta.url));
// A paragraph of running text; headings and signatures are shorter.
const shortestBody = 60;

/** The annotated samples, each stretched to `bytes` of UTF-8 by paragraphs of the others behind its own longest one. */
export function stretchedReports(bytes: number): string[] {
  const samples = readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').split('\n'));
  return samples.map((own, index) => {
    const spare = samples
      .filter((_, other) => other !== index)
      .flat()
      .filter((line) => line.length >= shortestBody)
      // The samples are full of figures, real reports are not: those with the fewest fill up first.
      .sort((a, b) => figureShare(a) - figureShare(b));
    return stretch(own, spare, bytes);
  });
}

/** `bytes` of UTF-8 without any line break: reports one after the other on a single line, or with their lines. */
export function longText(bytes: number, oneLine: boolean): string {
  const reports = stretchedReports(10_000).map((text) => (oneLine ? text.replaceAll('\n', '') : text));
  const round = Buffer.from(reports.join(oneLine ? '' : '\n'));
  const parts: Buffer[] = [];
  for (let length = 0; length < bytes; length += round.length) parts.push(round);
  return Buffer.concat(parts).subarray(0, bytes).toString('utf8');
}

function stretch(own: readonly string[], spare: readonly string[], bytes: number): string {
  const longest = own.reduce((best, line, at) => (line.length > (own[best]?.length ?? 0) ? at : best), 0);
  const added: string[] = [];
  let length = Buffer.byteLength(own.join('\n'));
  for (const line of spare) {
    if (length >= bytes) break;
    added.push(line);
    length += Buffer.byteLength(line) + 1;
  }
  return [...own.slice(0, longest + 1), ...added, ...own.slice(longest + 1)].join('\n');
}

function figureShare(line: string): number {
  return (line.match(/\d+/g)?.length ?? 0) / line.length;
}
