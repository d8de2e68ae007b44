import { clauses, type Range } from '../outline/sentences.ts';
import { codeTable } from '../patterns/code-table.ts';

/** A clause of the report. */
export interface Clause extends Range {
  /** Without white space and marks. */
  words: string;
}

const unspoken = /[\s。！？；，：]+/g;
const closing = codeTable(' \n。！？；，：');

/** The clauses of folded text, in its order. */
export function readClauses(folded: string): Clause[] {
  return clauses(folded, 0, folded.length).map(({ start, end }) => {
    // Marks end a clause and nothing else.
    let last = end;
    while (last > start && closing[folded.charCodeAt(last - 1)]) last -= 1;
    const words = folded.slice(start, last);
    return { start, end, words: words.includes(' ') ? words.replaceAll(' ', '') : words };
  });
}

/**
 * The clauses in which a match of a global expression begins: one pass over the text instead of a test of every clause. The expression
 * must not look at what stands before its match.
 */
export function clausesWith(expression: RegExp, folded: string, clauses: readonly Clause[]): Clause[] {
  let next = -1;
  return clauses.filter(({ start, end }) => {
    if (next < start) {
      expression.lastIndex = start;
      next = expression.exec(folded)?.index ?? Number.POSITIVE_INFINITY;
    }
    return next < end;
  });
}

/** The range of folded text without white space and marks. */
export function wordsOf(folded: string, { start, end }: Range): string {
  return folded.slice(start, end).replace(unspoken, '');
}
