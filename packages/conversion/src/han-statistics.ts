import common from './data/common-han.json' with { type: 'json' };

const commonHan = new Set(common.characters);
const han = /\p{Script=Han}/u;
const printable = /[\w\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Po}\p{Pd}\p{Sm}\p{Sc}\uFF01-\uFF5E]/u;
const rubbish = /[\p{Co}\p{Cn}\p{Cs}\p{Cc}\uFFFD]/u;

export interface HanStatistics {
  /** Characters that are not white space. */
  total: number;
  han: number;
  /** Han characters found in any running Chinese text. */
  common: number;
  /** Letters of ASCII, digits, punctuation and full-width forms. */
  printable: number;
  /** Private use, unassigned, control and replacement characters. */
  rubbish: number;
}

/** What the characters of a text are, to tell Chinese prose from mojibake. */
export function countHan(text: string): HanStatistics {
  const counts: HanStatistics = { total: 0, han: 0, common: 0, printable: 0, rubbish: 0 };
  for (const character of text) {
    if (character.trim() === '') continue;
    counts.total += 1;
    if (commonHan.has(character)) {
      counts.han += 1;
      counts.common += 1;
    } else if (han.test(character)) counts.han += 1;
    else if (rubbish.test(character)) counts.rubbish += 1;
    else if (printable.test(character)) counts.printable += 1;
  }
  return counts;
}
