import type { Finding } from '@nianbao/contracts';
import type { Range } from '../outline/sentences.ts';
import { compileOnce } from '../patterns/compile-once.ts';
import { flatMap } from '../patterns/flat-map.ts';
import type { ZeroEvent } from '../profiles/profile.ts';
import { type Clause, clausesWith } from './clauses.ts';
import { contradiction } from './contradictions.ts';
import type { ReviewSource } from './source.ts';

// A clause longer than this is no single statement.
const longest = 60;
// A statement about the whole year and the whole place: what may stand before its verb or noun.
const scope =
  '(?:\\d{4}年|全年|本年度?|年内|今年以来|今年|截至目前|目前|[我全本](?:街道|[镇乡局区县市])|均|并|也|共|累计|新增|发生|办理|受理|收到|承办|应对)*';
const none = '(?:无|没有|未)(?:发生|出现|收到|新增|受理|产生)?过?(?:新增)?(?:一[起件例宗])?';
const partner = '[\\u4e00-\\u9fff]{2,6}';
// Not the event but its outcome or its cause is denied (无行政诉讼败诉案件).
const narrowed = /败|纠错|撤销|引发|引起|违法|超期|逾期/;
// Other times and a change between two of them say nothing about the year.
const otherTime = /上年|去年|往年|前年|同期|较|下降|降至|减少|季度|半年|月/;

const compile = compileOnce(({ denied, counted }: ZeroEvent) => ({
  zero: new RegExp(
    `^${scope}${none}(?:${partner}[和、与及])?${denied}(?:[和、与及]${partner})?(?:案件|案)?(?:发生)?$`,
  ),
  count: new RegExp(`^${scope}(?:${counted})(?:案件|案)?(?:共计?)?[1-9]\\d{0,4}[件起宗例]`),
}));

/** An event the report says did not take place, against a count of it. */
export function checkZeroEvents(source: ReviewSource): Finding[] {
  const denials = statements(source, /[无没未]/g);
  return flatMap(source.profile.review.zeroEvents, (event) => {
    const { zero, count } = compile(event);
    const said = denials.find((one) => zero.test(one.words) && isWhole(source, one));
    if (!said) return [];
    const counts = statements(source, /\d/g);
    const against = counts.find((one) => count.test(one.words) && isWhole(source, one));
    return against ? [contradiction(source, against, said)] : [];
  });
}

function statements(source: ReviewSource, mark: RegExp): Clause[] {
  return clausesWith(mark, source.folded, source.clauses).filter(({ start, end }) => end - start <= longest);
}

/** Said of the whole year as a result. */
function isWhole(source: ReviewSource, { start, end }: Range): boolean {
  const role = source.roleAt(start);
  if (role === 'problems' || role === 'next_year_plan') return false;
  const before = source.folded.slice(Math.max(0, start - 200), start);
  const sentence = before.slice(Math.max(before.lastIndexOf('。'), before.lastIndexOf('\n')) + 1);
  const own = sentence + source.folded.slice(start, end);
  if (narrowed.test(source.folded.slice(start, end)) || otherTime.test(own)) return false;
  return [...own.matchAll(/(\d{4})年/g)].every(([, year]) => Number(year) === source.outline.year);
}
