import { codeTable } from '../patterns/code-table.ts';
import { trimEnd } from '../patterns/trim-end.ts';
import { trim } from './paragraphs.ts';

interface TitleSpan {
  start: number;
  /** End of the title's words. */
  end: number;
  /** End of the heading with its closing mark. */
  headingEnd: number;
  inline: boolean;
}

const sentenceEnd = /[。！？]/;
// A title that runs into its text with no stop between: the text starts with an item.
const gluedItem = /(?<=[^统唯之第同单])一(?:是|要)(?=[\u4e00-\u9fff])/;
const longest = { colonTitle: 30, semicolonSentence: 40, spacedTitle: 30 };
const closing = codeTable('。；：，、！？.;:, \n');

/**
 * The title in the heading paragraph `start..end` (number already skipped): up to the first 。 — a short title or, in this
 * genre as often, a whole long clause —, up to the item that follows without a stop, or the whole paragraph.
 */
export function titleSpan(folded: string, start: number, end: number): TitleSpan {
  const text = folded.slice(start, end);
  const cut = firstCut(text);
  const words = trim(folded, start, start + cut.words);
  const title = trimEnd(folded.slice(words.start, words.end), closing);
  const rest = folded.slice(start + cut.heading, end).trim();
  return {
    start: words.start,
    end: words.start + title.length,
    headingEnd: rest === '' ? end : trim(folded, start, start + cut.heading).end,
    inline: rest !== '',
  };
}

/** Where the words end and where the heading ends with its closing mark. */
function firstCut(text: string): { words: number; heading: number } {
  const stop = text.search(sentenceEnd);
  const sentence = stop < 0 ? text.length : stop;
  const withMark = stop < 0 ? text.length : stop + 1;
  const scope = text.slice(0, sentence);
  const glued = scope.search(gluedItem);
  const colon = scope.indexOf('：');
  const semicolon = scope.indexOf('；');
  const gap = spacedTitleEnd(scope);
  if (colon >= 2 && colon <= longest.colonTitle && (glued < 0 || colon < glued))
    return { words: colon, heading: colon + 1 };
  if (glued >= 4) return { words: glued, heading: glued };
  if (gap > 0) return { words: gap, heading: gap };
  if (semicolon > 0 && sentence > longest.semicolonSentence)
    return { words: semicolon, heading: semicolon + 1 };
  return { words: sentence, heading: withMark };
}

/** End of a short title set off by spaces from a text that has none itself; 0 when there is none. */
function spacedTitleEnd(scope: string): number {
  const match = /^[^ \n，。；：]{3,}[^ \n，。；：\d]( +)(?=[^ ]{15,})/.exec(
    scope.slice(0, longest.spacedTitle + 60),
  );
  if (!match?.[1]) return 0;
  const end = match[0].length - match[1].length;
  const lone = !/[\u4e00-\u9fff] +[\u4e00-\u9fff]/.test(scope.slice(match[0].length));
  return end <= longest.spacedTitle && (match[1].length > 1 || lone) ? end : 0;
}
