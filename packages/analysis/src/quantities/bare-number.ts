import type { Candidate, RejectedSpan } from './candidate.ts';
import units from './data/units.json' with { type: 'json' };

const noun = new RegExp(`^\\s?(?:${units.bareNouns.join('|')})(?!规划)`);
// 阅读量突破9600: the noun before says what is counted.
const measured = /(?:量|人数|次数)(?:累计|共)?(?:逾|近|约|超|超过|突破|达|达到)+$/;
// 收入比从2.42缩小至2.12: a ratio or a score has no unit.
const score =
  /(?:收入比|倍差|比值|满意度|指数|得分|评分|系数|死亡率)(?:平均|得分|值)?(?:[由从]|[^，。；\d]{0,6}[达至到为在])(?:\d+(?:\.\d+)?[^，。；\d]{0,6}[至到为])?$/;
// 8万吨级模锻压机: a class, no amount.
const grade = /^(?:吨|元|千瓦|兆瓦)级/;
// 城乡收入比缩小至2.13:1, 案件数之比由1.4:1变为2.5:1.
// The first of three stands for all: 三次产业结构由12.6:32.9:54.5优化为….
const ratio = /^\s?[:∶：]\s?(?:1(?![\d.:])|\d+(?:\.\d+)?\s?[:∶：]\s?\d+(?:\.\d+)?(?![\d.:]))/;
const longestRatio = 24;
const partOfCode = /[A-Za-z\d.\-—:/(（〔]$/;

/** A number without a unit counts when 万/亿 closes it (287.9万), its noun follows at once (47公职人员), or it is a part of years (10.2年). */
export function readBareNumber(
  text: string,
  candidate: Candidate,
  hasMultiplier: boolean,
): Candidate | { reject: RejectedSpan } {
  const { start, end } = candidate;
  const before = text.slice(Math.max(0, start - 1), start);
  const after = text.slice(end, end + 8);
  if (after.startsWith('年') && /^\d{1,3}\.\d{1,2}$/.test(text.slice(start, end)))
    return { ...candidate, end: end + 1, unit: '年' };
  if (grade.test(after)) return { reject: { start, end, reason: 'no-unit' } };
  const toOne =
    /(?:比|结构)[^，。；\n]{0,24}$/.test(text.slice(Math.max(0, start - 28), start)) &&
    ratio.exec(text.slice(end, end + longestRatio));
  if (toOne) return { ...candidate, end: end + toOne[0].length };
  if (hasMultiplier && !/^[A-Za-z\d]/.test(after)) return candidate;
  if (measured.test(text.slice(Math.max(0, start - 10), start)) && !/^[A-Za-z\d.]/.test(after))
    return candidate;
  if (score.test(text.slice(Math.max(0, start - 32), start)) && !/^[A-Za-z\d.:∶：年月日/+＋]/.test(after))
    return candidate;
  // 败诉率为0
  if (candidate.value === 0 && /率[均仍]?为\s?$/.test(text.slice(Math.max(0, start - 4), start)))
    return candidate;
  if (noun.test(after) && !partOfCode.test(before) && candidate.value < 100000) return candidate;
  return { reject: { start, end, reason: 'no-unit' } };
}
