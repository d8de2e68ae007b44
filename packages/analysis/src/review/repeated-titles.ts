import type { Finding, OutlineItem } from '@nianbao/contracts';
import { compiledPattern } from '../outline/compiled-pattern.ts';
import { countHan } from '../outline/fold.ts';
import { flatMap } from '../patterns/flat-map.ts';
import { quoted, type ReviewSource } from './source.ts';

// Shorter titles come back in their own text by nature (开展法治宣传).
const minHan = 12;
// From here on a repetition is found wherever it stands.
const maxHan = 19;
const closed = /^\s*(?:[。；！？\n]|$)/;

/** An item whose title comes back word for word as the close of a sentence of its own text: said twice, or a copy that was left. */
export function checkRepeatedTitles(source: ReviewSource): Finding[] {
  const stock = source.profile.review.stockPhrases.map((pattern) => compiledPattern(pattern));
  return flatMap(source.outline.items, (item) => {
    const han = countHan(item.title);
    if (han < minHan || han > maxHan) return [];
    const title = source.folded.slice(...titleSpan(source, item));
    if (stock.some((pattern) => pattern.test(title))) return [];
    const [start, end] = titleSpan(source, item);
    const within = title === '' ? -1 : source.folded.slice(end, item.end).indexOf(title);
    if (within < 0) return [];
    const again = end + within;
    if (!closed.test(source.folded.slice(again + title.length, again + title.length + 4))) return [];
    return [
      {
        code: 'duplicated-text' as const,
        severity: 'info' as const,
        message: {
          zh: `标题“${item.title}”在本条正文中原样重复。`,
          en: `The title “${item.title}” comes back word for word in its own text.`,
        },
        spans: [quoted(source, start, end), quoted(source, again, again + title.length)],
        basis: { kind: 'form' as const },
      },
    ];
  });
}

/** Where the title's words stand: behind the number, up to the first stop. */
function titleSpan({ folded }: ReviewSource, { start, end, number }: OutlineItem): [number, number] {
  const from = start + number.length;
  const stop = folded.slice(from, end).search(/[。；！？]/);
  return [from, stop < 0 ? end : from + stop];
}
