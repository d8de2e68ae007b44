import type { Finding, Quantity } from '@nianbao/contracts';
import { compiledPattern } from '../outline/compiled-pattern.ts';
import { flatMap } from '../patterns/flat-map.ts';
import { announcedLists } from '../quantities/announced-lists.ts';
import { missedBreakdowns } from './breakdowns.ts';
import { isChange, withoutComparisons } from './comparisons.ts';
import { decimals, isExact, show, spanOf } from './exact.ts';
import type { ReviewSource } from './source.ts';

// Between a whole and 其中, and between two parts of one list.
const reach = { cue: 16, part: 24, outcome: 24 };
// People are counted under several heads at once (党员50人，妇女60人): their parts add up only where the text says so.
const people = /^(?:人|名|位|户)/;
// Shares and growth do not add up.
const noAmount = /^(?:%|‰|倍|番|成|个?百分点|)$/;
// A list that makes up nearly all of its whole was meant to be complete.
const nearlyAll = 0.9;
// 门户网站公开8217条，政府公报6期: parts of another unit follow.
const goesOn = /^，[^，。；\d]{2,10}\d[\d.]*(?![\d.%个])/;
// A mean is no whole (平均每村7人，其中妇女412人); nor is the last of two things told of together (草案13件、规章草案8件，其中制定11件).
const noWhole = /(?:平均|[人户村]均|每[^，。；、\d]{1,6})$/;
const joinedBefore = /^[^\d，。；]{0,3}[、和及与][^\d，。；其]{0,16}$/;
// 1486件文件中，保留1107件，废止298件，修改81件 opens a list like 其中, but also what was done with them: three at least are a list.
const within = /^[^，。；\d]{0,6}[中里]，/;
const fewest = 3;
// What follows these is no further part of the whole: another list, a share, a mean, a comparison.
const notInList = /[）\d]|其中|占|另|人均|户均|平均|同比|环比|比上年|较上年|增加|减少|提高|降低|上升|下降/;

/** A part greater than its whole, an outcome greater than its cases, parts that do not add up. */
export function checkSums(source: ReviewSource): Finding[] {
  const figures = source.extraction.quantities.filter(
    (one) => !noAmount.test(one.unit) && isExact(one) && !isChange(source.folded, one),
  );
  const closed = flatMap(announcedLists(source.folded, figures), ({ items, total }) =>
    items.every(({ figure }) => figure.unit === total.unit)
      ? sumFinding(
          source,
          total,
          items.map(({ figure }) => figure),
        )
      : [],
  );
  const opened = flatMap(figures, (whole, index) => {
    if (isNoWhole(source, whole, figures[index - 1])) return [];
    const later = sameSentence(source, whole, figures.slice(index + 1, index + 9));
    const parts = partsOf(source, whole, later);
    const tooLarge = parts.find((part) => part.value > whole.value);
    if (tooLarge) return [exceeds(source, whole, tooLarge)];
    if (parts.length > 1) return sumFinding(source, whole, parts);
    return parts.length === 0
      ? [...outcomeFinding(source, whole, later), ...complementFinding(source, whole, later)]
      : [];
  });
  const viewed = missedBreakdowns(source, figures, (whole, parts) => sumFinding(source, whole, parts));
  return [...opened, ...closed, ...viewed];
}

function isNoWhole({ folded }: ReviewSource, whole: Quantity, before: Quantity | undefined): boolean {
  if (noWhole.test(folded.slice(Math.max(0, whole.start - 10), whole.start))) return true;
  return before?.unit === whole.unit && joinedBefore.test(folded.slice(before.end, whole.start));
}

function sameSentence(source: ReviewSource, whole: Quantity, later: Quantity[]): Quantity[] {
  const stop = source.folded.slice(whole.end, whole.end + 400).search(/[。；\n]/);
  const end = stop < 0 ? whole.end + 400 : whole.end + stop;
  return later.filter((one) => one.unit === whole.unit && one.end <= end && one.status === whole.status);
}

/** The figures of whole's unit listed right behind its 其中. */
function partsOf(source: ReviewSource, whole: Quantity, later: Quantity[]): Quantity[] {
  const cue = listCue(source.folded, whole);
  if (!cue || later.some(({ start }) => start < cue.end)) return [];
  const parts: Quantity[] = [];
  let at = cue.end;
  let rest = whole.value;
  const outcomes = source.profile.review.outcomes.map(({ outcome }) => compiledPattern(outcome));
  const isOutcome = (gap: string): boolean => outcomes.some((pattern) => pattern.test(gap));
  let listsKinds = false;
  for (const part of later) {
    const gap = source.folded.slice(at, part.start);
    if (gap.length > reach.part || (parts.length > 0 && notInList.test(gap))) break;
    // Behind a comma what is more than the whole is another matter (其中绿化43亩，修复草原517亩).
    if (parts.length > 0 && part.value > whole.value && gap.includes('，')) break;
    // What came of the cases (调解成功115宗) is no kind of them (其中重大隐患19项，整改861项).
    if ((parts.length > 1 || (listsKinds && gap.startsWith('，'))) && isOutcome(gap)) break;
    listsKinds = parts.length === 0 && !isOutcome(gap);
    parts.push(part);
    at = part.end;
    rest -= part.value;
    // The list is complete; what follows is another figure.
    if (parts.length > 1 && Math.abs(rest) < 1e-6) break;
  }
  return parts.length >= cue.fewest ? parts : [];
}

/** Where the list of a whole's parts begins; a comparison with another year may stand before it. */
function listCue(folded: string, whole: Quantity): { end: number; fewest: number } | null {
  const after = folded.slice(whole.end, whole.end + 2 * reach.cue);
  const opened = within.exec(after);
  if (opened && !opened[0].includes('其中')) return { end: whole.end + opened[0].length, fewest };
  const cue = after.indexOf('其中');
  const gap = withoutComparisons(after.slice(0, Math.max(0, cue)));
  return cue < 0 || gap.length > reach.cue || /\d/.test(gap) ? null : { end: whole.end + cue, fewest: 1 };
}

function exceeds(source: ReviewSource, whole: Quantity, part: Quantity): Finding {
  return {
    code: 'part-exceeds-whole',
    severity: 'error',
    message: {
      zh: `部分 ${part.quote}（${part.subject}）大于总数 ${whole.quote}（${whole.subject}）。`,
      en: `The part ${part.quote} (${part.subject}) exceeds the whole ${whole.quote} (${whole.subject}).`,
    },
    spans: [spanOf(source, whole), spanOf(source, part)],
    basis: { kind: 'arithmetic', reference: `${show(part.value)} > ${show(whole.value)}` },
  };
}

/** 排查96起，化解124起: more settled than there were. */
function outcomeFinding(source: ReviewSource, whole: Quantity, later: Quantity[]): Finding[] {
  const part = later[0];
  if (!part || part.value <= whole.value) return [];
  // Two parts of one list (移交1起，结案2起) are no cases and outcome.
  if (whole.relation?.type === 'part-of' || part.relation?.type === 'part-of') return [];
  const between = source.folded.slice(whole.end, part.start);
  const before = source.folded.slice(Math.max(0, whole.start - reach.outcome), whole.start);
  const clause = before.slice(Math.max(before.lastIndexOf('，'), before.lastIndexOf('。')) + 1);
  const fits = source.profile.review.outcomes.some(
    ({ cases, outcome }) => compiledPattern(cases).test(clause) && compiledPattern(outcome).test(between),
  );
  return fits && !namesAnother(clause, between) && between.length <= reach.outcome && !/[\d）]/.test(between)
    ? [exceeds(source, whole, part)]
    : [];
}

/** 申请612件，准予537件，不予许可85件: what was and what was not are more than all. */
function complementFinding(source: ReviewSource, whole: Quantity, later: Quantity[]): Finding[] {
  const [yes, no] = later;
  if (!yes || !no) return [];
  const verb = /^，(?:[依准]法)?([准受予合通]|胜)[\u4e00-\u9fff]{1,5}$/.exec(
    source.folded.slice(whole.end, yes.start),
  );
  const opposite = /^[，、](?:不(?:予|合格)|未通过|败诉)[\u4e00-\u9fff]{0,4}$/.test(
    source.folded.slice(yes.end, no.start),
  );
  const tooMany = yes.value <= whole.value && yes.value + no.value > whole.value;
  if (verb && opposite && tooMany) return sumFinding(source, whole, [yes, no]);
  return leavesRest(source, whole, yes, no) ? sumFinding(source, whole, [yes, no]) : [];
}

/** 隐患126处，整改119处，剩余9处: what was done and what is left make up the whole. */
function leavesRest({ folded }: ReviewSource, whole: Quantity, done: Quantity, rest: Quantity): boolean {
  const deed = /^，(?:已|当场|均)?(?:整改|办结|化解|完成|销号|处置|结案|审结)[\u4e00-\u9fff]{0,4}$/;
  const left = /^[，、](?:剩余|其余|剩下|还剩|尚余)的?[\u4e00-\u9fff]{0,2}$/;
  return deed.test(folded.slice(whole.end, done.start)) && left.test(folded.slice(done.end, rest.start));
}

/** 提案895件，办结行政复议案件32910件: the outcome has an object of its own, which the clause before does not name. */
function namesAnother(clause: string, between: string): boolean {
  const object = /(?:办结|化解|整改|结案|调结|答复)([\u4e00-\u9fff]{4,})$/.exec(between)?.[1];
  if (object === undefined) return false;
  for (let at = 0; at + 2 <= object.length; at++) if (clause.includes(object.slice(at, at + 2))) return false;
  return true;
}

function sumFinding(source: ReviewSource, whole: Quantity, parts: Quantity[]): Finding[] {
  const sum = parts.reduce((total, part) => total + part.value, 0);
  if (Math.abs(sum - whole.value) <= rounding([whole, ...parts])) return [];
  const [first, last] = [parts[0], parts.at(-1)];
  if (!first || !last) return [];
  const list = source.folded.slice(first.end, last.start);
  const joined = /[、和与]|以及/.test(list) || /分别/.test(source.folded.slice(whole.end, last.start));
  const overMany = sum > whole.value && (joined || !people.test(whole.unit));
  const tooFew =
    sum < whole.value &&
    sum >= whole.value * nearlyAll &&
    !/[等余]/.test(source.folded.slice(last.end, last.end + 1)) &&
    !goesOn.test(source.folded.slice(last.end, last.end + 24));
  if (!overMany && !tooFew) return [];
  const terms = parts.map((part) => show(part.value)).join(' + ');
  const name = whole.subject === '' ? '' : `“${whole.subject}”`;
  const gap = show(Math.abs(sum - whole.value));
  return [
    {
      code: 'sum-mismatch',
      severity: overMany ? 'warning' : 'info',
      message: {
        zh: `${name}分项之和与总数不符：${terms} = ${show(sum)}，总数写 ${whole.quote}，${overMany ? '多出' : '少'} ${gap}。`,
        en: `The parts${name ? ` of ${name}` : ''} do not add up: ${terms} = ${show(sum)}, the whole is given as ${whole.quote}: ${gap} too ${overMany ? 'many' : 'few'}.`,
      },
      spans: [whole, ...parts].map((quantity) => spanOf(source, quantity)),
      basis: { kind: 'arithmetic', reference: `${terms} = ${show(sum)} ≠ ${show(whole.value)}` },
    },
  ];
}

/** Half a unit of the last printed digit for each term in 万 or 亿; counts printed in full must agree exactly. */
function rounding(terms: Quantity[]): number {
  return terms.reduce((all, { quote }) => {
    const scale = /亿/.test(quote) ? 1e8 : /万/.test(quote) ? 1e4 : 0;
    return all + 0.5 * 10 ** -decimals(quote) * scale;
  }, 1e-6);
}
