import type { Candidate, RejectedSpan } from './candidate.ts';
import units from './data/units.json' with { type: 'json' };

const noun = new RegExp(`^\\s?(?:${units.bareNouns.join('|')})(?!规划)`);
// 阅读量突破9600: the noun before says what is counted.
const measured = /(?:量|人数|次数)(?:累计|共)?(?:逾|近|约|超|超过|突破|达|达到)+$/;
const partOfCode = /[A-Za-z\d.\-—:/(（〔]$/;

/** A number without a unit counts when 万/亿 closes it (287.9万) or its noun follows at once (47公职人员). */
export function readBareNumber(
  text: string,
  candidate: Candidate,
  hasMultiplier: boolean,
): Candidate | { reject: RejectedSpan } {
  const { start, end } = candidate;
  const before = text.slice(Math.max(0, start - 1), start);
  const after = text.slice(end, end + 8);
  if (hasMultiplier && !/^[A-Za-z\d]/.test(after)) return candidate;
  if (measured.test(text.slice(Math.max(0, start - 10), start)) && !/^[A-Za-z\d.]/.test(after))
    return candidate;
  if (noun.test(after) && !partOfCode.test(before) && candidate.value < 100000) return candidate;
  return { reject: { start, end, reason: 'no-unit' } };
}
