import type { Candidate } from './candidate.ts';
import type { QuantityLexicon } from './quantity-lexicon.ts';

const clauseEnd = /^(?:[，。；、,;:：)）\]\n\t]|以上|以内|左右|多[，。；、]|$)/;
// 过十亿元企业: a class of firms; 突破, 超过 count.
const blockedHead = /[第每某这那哪]$|产值过$|收入过$|营收过$|税收过$|、过$/;
const blockedSingleHead = /(?:[第每某任另哪这那几数逐统不归其唯整家各初再又新老]|(?<!合)同|(?<!完)成)$/;
const vagueHead = /[几数]$/;
const countingHead =
  /(?:不到|不足|至少(?:有|开展|召开|组织|举办|安排)?|不少于|不低于|超过|不超过|仅|只有|共|共计|累计|新增|逾|约|近)$/;
// 稳定在百亿斤以上 counts, 亿元以上项目 is a class.
const atLeast = /^以上(?:[，,。；;、]|$)/;
const multiplierOnly = /^[百千万亿]+$/;
const roundHead = /(?:近|(?<![节合条公违制预签缩契誓邀])约|超|逾|上|成|达|破|超过|不少于|至少|将近|接近)$/;

/**
 * Whether a numeral in words with its classifier is a figure. `skip`: no figure and no idiom worth showing (一, 三 inside words).
 * 一 is an article more often than a number: it counts after a counting word or when its classifier closes the clause.
 */
export function rejectHanFigure(
  text: string,
  candidate: Candidate,
  numeral: string,
  lexicon: QuantityLexicon,
): 'figure' | 'idiom' | 'skip' {
  const { start, end, unit, approximation } = candidate;
  const before = text.slice(Math.max(0, start - 6), start);
  const after = text.slice(end, end + 8);
  if (vagueHead.test(before)) return unit ? 'idiom' : 'skip';
  if (multiplierOnly.test(numeral)) {
    const isRound = approximation || roundHead.test(before) || (unit && atLeast.test(after));
    return isRound ? bareRound(unit, before) : 'skip';
  }
  if (!unit) return 'skip';
  if (lexicon.hanStop.get(unit)?.test(after)) return 'idiom';
  if (numeral === '一' && !approximation) return readSingle(text, candidate, before, after, lexicon);
  return blockedHead.test(before) ? 'idiom' : 'figure';
}

function bareRound(unit: string, before: string): 'figure' | 'skip' {
  return unit || /(?:超|逾|近|突破|超过)$/.test(before) ? 'figure' : 'skip';
}

function readSingle(
  text: string,
  { start, unit }: Candidate,
  before: string,
  after: string,
  lexicon: QuantityLexicon,
): 'figure' | 'idiom' {
  // 新增一批项目: some, not one.
  if (countingHead.test(before) && !(unit === '批' && /^[一-龥]/.test(after))) return 'figure';
  if (!lexicon.singleUnits.has(unit) || !clauseEnd.test(after) || blockedSingleHead.test(before))
    return 'idiom';
  const clause = text.slice(Math.max(0, start - 20), start).replace(/^.*[，。；,;\n]/s, '');
  if (clause === '' || /(?:最多|只|不|没有|任何)[^，]{0,6}$/.test(clause)) return 'idiom';
  return unit === '起' && /[与和同跟]|一道/.test(clause) ? 'idiom' : 'figure';
}
