import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../tests/samples/annotated', import.meta.url));
// A paragraph of running text; headings and signatures are shorter.
const shortestBody = 60;
// Numbers in digits per character. Of five published township reports of 2018-2025 the sparsest has 0.003, the fullest 0.017.
const usualShare = 0.011;

/**
 * The annotated samples, each stretched to `bytes` of UTF-8 by paragraphs of the others behind its own longest one. The samples are full
 * of figures, published reports are not: `usual` leaves out paragraphs, the fullest first, until no more is left than is usual.
 */
export function stretchedReports(bytes: number, usual = true): string[] {
  const samples = readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').split('\n'));
  return samples.map((own, index) => {
    const spare = samples
      .filter((_, other) => other !== index)
      .flat()
      .filter((line) => line.length >= shortestBody)
      // Those with the fewest figures fill up first.
      .sort((a, b) => figureShare(a) - figureShare(b));
    return stretch(usual ? thinned(own, bytes) : own, spare, bytes);
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

/** Without its paragraphs fullest of figures, so that the rest brings no more of them into a text of `bytes` than is usual. */
function thinned(own: readonly string[], bytes: number): string[] {
  // Three bytes a Han character.
  let left = (usualShare * bytes) / 3;
  const kept = new Set(
    own
      .map((line, at) => ({ at, figures: figuresIn(line), share: figureShare(line) }))
      .sort((a, b) => a.share - b.share)
      .filter(({ figures }) => {
        left -= figures;
        return left >= 0;
      })
      .map(({ at }) => at),
  );
  return own.filter((_, at) => kept.has(at));
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
  return line === '' ? 0 : figuresIn(line) / line.length;
}

function figuresIn(line: string): number {
  return line.match(/\d+/g)?.length ?? 0;
}
