import type { Outline, Quantity } from '@nianbao/contracts';
import { sectionPath } from '../quantities/section-path.ts';
import { sentenceEnd, sentenceStart } from '../quantities/sentence.ts';

/** The words a rule may look at. `#` stands for the figure in `clause` and `sentence`. */
export interface FigureContext {
  quantity: Quantity;
  clause: string;
  sentence: string;
  topic: string;
}

const clauseBreak = /[，。；;\n！？!?：:\t]|,(?!\d)/;
const han = /[一-龥]/g;
// 成功率和履行率分别为97.8%和93%: each figure has its own noun, which is its subject.
const chained = /(?:[、和与]|及(?!时))[^，#]*分别[^，#]*$/;
const longestTail = 30;
const longestHead = 100;

/** The context of every quantity; a figure without words of its own (11万元 in 费320户11万元) takes those of the one before it. */
export function figureContexts(
  text: string,
  quantities: readonly Quantity[],
  outline: Outline,
): FigureContext[] {
  let previousEnd = 0;
  let previousHead = '';
  const titles = topicsOf(outline);
  return quantities.map((quantity) => {
    const { start, end } = quantity;
    const sentenceAt = sentenceStart(text, start);
    const own = lastClause(text.slice(Math.max(sentenceAt, previousEnd), start));
    const inherits = previousEnd > sentenceAt && bareOfWords(own, text.slice(end, end + 1));
    const head = (inherits ? previousHead + own : own).slice(-longestHead);
    previousEnd = end;
    previousHead = head;
    // Only the subject of a table's figure holds a colon: row：column.
    const cell =
      text.charAt(start - 1) === '\t' || text.charAt(end) === '\t' || quantity.subject.includes('：');
    const tail = nextClause(text.slice(end, Math.min(sentenceEnd(text, end), end + longestTail)));
    return {
      quantity,
      clause:
        cell || (chained.test(head) && quantity.subject !== '') ? `${quantity.subject}#` : `${head}#${tail}`,
      sentence: `${text.slice(sentenceAt, start)}#${text.slice(end, Math.min(sentenceEnd(text, end), end + 60))}`,
      topic: titles(start),
    };
  });
}

/** Too few words to say what is counted, and no noun after the figure either. */
function bareOfWords(head: string, next: string): boolean {
  return (head.match(han)?.length ?? 0) < 2 && !/[一-龥]/.test(next);
}

function lastClause(head: string): string {
  return head.split(clauseBreak).at(-1) ?? '';
}

/** The noun after the figure, brackets left out; nothing when a list goes on to its next item. */
function nextClause(tail: string): string {
  if (/^\s*[、和及与]/.test(tail)) return '';
  const clause = tail.replace(/[（(][^）)]*(?:[）)]|$)/g, '').split(clauseBreak)[0] ?? '';
  return clause.split(/\d/)[0] ?? '';
}

/** Titles of the sections and the item a position stands in; positions must be asked for in text order. */
function topicsOf(outline: Outline): (index: number) => string {
  const open: Outline['items'] = [];
  let next = 0;
  return (index) => {
    for (let item = outline.items[next]; item && item.start <= index; item = outline.items[++next])
      open.push(item);
    while ((open.at(-1)?.end ?? Number.POSITIVE_INFINITY) <= index) open.pop();
    const titles = sectionPath(outline.sections, index).map(({ title }) => title);
    return [...titles, open.at(-1)?.title ?? ''].join(' ');
  };
}
