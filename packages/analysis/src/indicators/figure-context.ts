import type { Outline, OutlineItem, Quantity, Section } from '@nianbao/contracts';
import { countHan } from '../outline/fold.ts';
import { sectionPaths } from '../outline/section-path.ts';
import { codeTable } from '../patterns/code-table.ts';
import { flatMap } from '../patterns/flat-map.ts';
import { announcedLists } from '../quantities/announced-lists.ts';
import { sentenceEnd, sentenceStart } from '../quantities/sentence.ts';
import { joinWrappedLines } from './join-wrapped-lines.ts';

/** The words a rule may look at. `#` stands for the figure in `clause` and `sentence`. */
export interface FigureContext {
  quantity: Quantity;
  clause: string;
  /** What its sentence says before and behind it. */
  before: string;
  after: string;
  topic: string;
  /** The figure that heads the list this one goes on with: 2起 for 5起 in 查处盗伐林木2起、违法占地5起. */
  lead: FigureContext | null;
}

const listMark = /^\s*[、和及与]/;
// 查处违法行为20起、整改15起: a further item with a verb of its own is another deed.
const ownDeed =
  /^\s*[、和及与]\s*(?:已|共|并|责令|成功)*(?:整改|结案|办结|办理|立案|查处|制止|移[送交]|拆除|取缔|关停|处罚|罚|约谈|警告|劝导|教育|受理|排查|调[解处]|化解|成功|达成|发现|开展|举办|组织)/;
const change = /(?:减少|下降|降低|增加|增长|上升|压减|同比[增减降升])了?#/;
// 网办率由58%提升至92.3%: where a change arrives has the noun of where it began.
const arrival =
  /^[^，。；、]{0,4}(?:提升|提高|上升|增加|增长|增|升|扩大|压减|压缩|缩短|缩减|下降|降低|降|减少|减)(?:到|至|为)了?$/;
const departure = /(?:由|从)[^，。；、#]{0,10}$/;
const bareTotal = /^\s*[，；]?\s*(?:[两三四五六七八]项|以上)?(?:合计|共计|总计|累计|共)\s*$/;
// Pages print half-width commas too; one before a digit may part thousands.
const narrowComma = /,(?!\d)/g;
// 累计开展宣传1430场，其中2025年312场: the year's share of what several years add up to has the noun of its whole.
const yearPart = /^[，；]?\s*[（(]?其中，?(?:今年|本年|当年|20\d\d年度?)[^，。；、#]{0,3}$/;
const matters = /^[件项份个]次?$/;
const onlyTotal = /^\s*(?:合计|共计|总计|累计|共)(?:达|为|有)?\s*$/;
const innerSpace = /(?<=[一-龥#“”])[ \u3000]+|[ \u3000]+(?=[一-龥#“”])/g;
const clauseBreak = codeTable('，。；;\n！？!?：:\t');
const comma = 0x2c;
const clauseOrNumberEnd = /[，。；;\n！？!?：:\t\d]|,(?!\d)/;
// 成功率和履行率分别为97.8%和93%: each figure has its own noun, which is its subject.
const chained = /(?:[、和与]|”“|及(?!时))[^，#]*分别[^，#]*$/;
// The label of a box or a list: nothing but its words and a colon stand in the line before the figure.
const labelled = /(?:^|[\n；])[^\n，。；：:]{2,24}[：:]\s*$/;
const longestTail = 30;
const longestBox = 240;
const longestHead = 100;
// A paragraph without a stop may be a title too: every figure in it asks for it.
const longestTitle = 240;

/**
 * The context of every quantity; a figure without words of its own (11万元 in 费320户11万元) takes those of the one before it,
 * and so does the bare total after a list (纠纷61宗、…，合计184宗).
 */
export function figureContexts(
  printed: string,
  quantities: readonly Quantity[],
  outline: Outline,
): FigureContext[] {
  const text = joinWrappedLines(printed, outline).replace(narrowComma, '，');
  const titles = topicsOf(outline);
  const announced = announcements(text, quantities);
  let previousEnd = 0;
  let previousHead = '';
  let lead: FigureContext | null = null;
  let leadHead = '';
  let afterList = false;
  return quantities.map((quantity) => {
    const { start, end } = quantity;
    const sentenceAt = sentenceStart(text, start);
    const between = text.slice(Math.max(sentenceAt, previousEnd), start);
    const own = ownClause(between);
    const goesOn = previousEnd > sentenceAt;
    const isTotal =
      goesOn && afterList && addsUp(lead?.quantity.unit, quantity.unit) && bareTotal.test(between);
    const arrives = goesOn && arrival.test(between) && departure.test(previousHead);
    const inherits =
      arrives || (goesOn && yearPart.test(between)) || (goesOn && bareOfWords(own, text.slice(end, end + 1)));
    const inherited = announced.get(quantity) ?? (isTotal ? leadHead : inherits ? previousHead : '');
    const head = (inherited + own).slice(-longestHead);
    previousEnd = end;
    previousHead = head;
    const after = text.slice(end, Math.min(sentenceEnd(text, end), end + 60));
    const clause = isCell(text, quantity)
      ? `${quantity.subject}#`
      : unspaced(clauseOf(quantity, head, nextClause(after.slice(0, longestTail))));
    const context: FigureContext = {
      quantity,
      clause,
      before: text.slice(sentenceAt, start),
      after,
      topic: `${titles(start)} ${captionOf(text, start)}`,
      lead: goesOn && listItem(between) ? lead : null,
    };
    afterList = context.lead !== null;
    if (!context.lead) {
      lead = context;
      leadHead = head;
    }
    return context;
  });
}

/** 文件5件、合同163份，三项合计175件次: units of papers and matters add up. */
function addsUp(lead: string | undefined, unit: string): boolean {
  return lead === unit || (matters.test(lead ?? '') && matters.test(unit));
}

/** Whether the figure is what one year adds to a total of several: 其中今年#. */
export function isYearPart({ clause, quantity }: FigureContext): boolean {
  return (
    quantity.relation?.type === 'part-of' &&
    /其中，?(?:今年|本年|当年|20\d\d年度?)[^，。；、#]{0,3}#/.test(clause)
  );
}

/** Whether the figure says by how much, not how many: 较上年减少5批次. */
export function isChange({ clause }: FigureContext): boolean {
  return change.test(clause);
}

/** The figure's sentence; few rules ask for it. */
export function sentenceOf({ before, after }: FigureContext): string {
  return unspaced(`${before}#${after}`);
}

/** What an announced list counts holds for its items and its total. */
function announcements(text: string, quantities: readonly Quantity[]): Map<Quantity, string> {
  return new Map(
    flatMap(announcedLists(text, quantities), ({ announcement, items, total }) =>
      [...items.map(({ figure }) => figure), total].map((figure): [Quantity, string] => [
        figure,
        announcement,
      ]),
    ),
  );
}

/** Whether the words since the figure before only name a further item of its list. */
function listItem(between: string): boolean {
  return listMark.test(between) && !/[，；]/.test(between) && !ownDeed.test(between);
}

/** Only the subject of a table's figure holds a colon: row：column. */
function isCell(text: string, { start, end, subject }: Quantity): boolean {
  return text.charAt(start - 1) === '\t' || text.charAt(end) === '\t' || subject.includes('：');
}

function clauseOf({ subject }: Quantity, head: string, tail: string): string {
  return chained.test(head) && subject.length > 1 ? `${subject}#` : `${head}#${tail}`;
}

/** Layout leaves spaces between words and figures (召开会议 9 次); a rule counts letters. */
function unspaced(text: string): string {
  return text.includes(' ') || text.includes('\u3000') ? text.replace(innerSpace, '') : text;
}

/** Too few words to say what is counted, and no noun after the figure either. */
function bareOfWords(head: string, next: string): boolean {
  return countHan(head, 2) < 2 && !/[一-龥]/.test(next);
}

/** The last clause; that before it as well when it only adds up: 行政处罚有序开展，合计731宗. */
function ownClause(between: string): string {
  const own = lastClause(between);
  if (!onlyTotal.test(own)) return own;
  const before = lastClause(between.slice(0, between.length - own.length - 1));
  return /\d/.test(before.replace(/\d{4}\s?年/, '')) ? own : before + own;
}

/** What stands over the labelled lines of a box: 专栏13　行政复议 for 受理：1893件. */
function captionOf(text: string, start: number): string {
  const before = text.charAt(start - 1);
  if (before !== '：' && before !== ':') return '';
  const head = text.slice(Math.max(0, start - longestBox), start);
  if (!labelled.test(head)) return '';
  const lines = head.split('\n');
  return lines.findLast((line) => !/[：:]/.test(line) && line.length < longestTail) ?? '';
}

/** Of a line 立案数：41件 the label is the clause. */
function lastClause(head: string): string {
  const start = startOfClause(head, head.length);
  const last = head.slice(start);
  if (last.trim() !== '' || !labelled.test(head)) return last;
  return head.slice(startOfClause(head, start - 1), start - 1);
}

/** Where the clause that ends at `end` begins; a comma before a digit may part thousands. */
function startOfClause(head: string, end: number): number {
  for (let at = end - 1; at >= 0; at -= 1) {
    const code = head.charCodeAt(at);
    if (clauseBreak[code] || (code === comma && !/\d/.test(head.charAt(at + 1)))) return at + 1;
  }
  return 0;
}

/** The noun after the figure, brackets left out; nothing when a list goes on to its next item. */
function nextClause(tail: string): string {
  if (/^\s*[、和及与]/.test(tail)) return '';
  const plain = /[（(]/.test(tail) ? tail.replace(/[（(][^）)]*(?:[）)]|$)/g, '') : tail;
  const stop = plain.search(clauseOrNumberEnd);
  return stop < 0 ? plain : plain.slice(0, stop);
}

/** Titles of the sections and the item a position stands in; positions must be asked for in text order. */
function topicsOf(outline: Outline): (index: number) => string {
  const open: Outline['items'] = [];
  const pathAt = sectionPaths(outline.sections);
  let next = 0;
  let known: { path: readonly Section[]; item: OutlineItem | undefined; topic: string } | undefined;
  return (index) => {
    for (let item = outline.items[next]; item && item.start <= index; item = outline.items[++next])
      open.push(item);
    while ((open.at(-1)?.end ?? Number.POSITIVE_INFINITY) <= index) open.pop();
    const [path, item] = [pathAt(index), open.at(-1)];
    if (known?.path !== path || known.item !== item)
      known = {
        path,
        item,
        topic: [...path, item].map((part) => part?.title.slice(0, longestTitle) ?? '').join(' '),
      };
    return known.topic;
  };
}
