import { codeTable } from '../patterns/code-table.ts';

const sentenceBreak = codeTable('。；;\n！？!?');
const clauseBreak = codeTable('，。；;\n！？!?：:、,（(）)\t');
const reach = 240;
const clauseReach = 80;
const [openingQuote, closingQuote, openingTitle, closingTitle] = [0x201c, 0x201d, 0x300a, 0x300b];

/** Start of the sentence that holds `index`, looking back 240 characters at most. */
export function sentenceStart(text: string, index: number): number {
  return backTo(text, index, sentenceBreak, reach);
}

/** Start of the clause (the stretch between any two punctuation marks outside “…” and 《…》) that holds `index`. */
export function clauseStart(text: string, index: number): number {
  const floor = Math.max(0, index - clauseReach);
  let quoted = 0;
  for (let position = index - 1; position >= floor; position--) {
    const code = text.charCodeAt(position);
    if (code === closingQuote || code === closingTitle) quoted += 1;
    else if (code === openingQuote || code === openingTitle) quoted = Math.max(0, quoted - 1);
    else if (quoted === 0 && clauseBreak[code]) return position + 1;
  }
  // A closing mark that nothing opened encloses nothing.
  return quoted === 0 ? floor : backTo(text, index, clauseBreak, clauseReach);
}

/** End of the clause that begins before `index`, looking ahead 40 characters at most. */
export function clauseEnd(text: string, index: number): number {
  const limit = Math.min(text.length, index + 40);
  for (let position = index; position < limit; position++) {
    if (clauseBreak[text.charCodeAt(position)]) return position;
  }
  return limit;
}

/** End of the sentence that holds `index`, looking ahead 240 characters at most. */
export function sentenceEnd(text: string, index: number): number {
  const limit = Math.min(text.length, index + reach);
  for (let position = index; position < limit; position++) {
    if (sentenceBreak[text.charCodeAt(position)]) return position;
  }
  return limit;
}

function backTo(text: string, index: number, stop: Uint8Array, limit: number): number {
  const floor = Math.max(0, index - limit);
  for (let position = index - 1; position >= floor; position--) {
    if (stop[text.charCodeAt(position)]) return position + 1;
  }
  return floor;
}
