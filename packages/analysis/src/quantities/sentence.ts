const sentenceBreak = marks('。；;\n！？!?');
const clauseBreak = marks('，。；;\n！？!?：:、,（(）)\t');
const reach = 240;

/** Start of the sentence that holds `index`, looking back 240 characters at most. */
export function sentenceStart(text: string, index: number): number {
  return backTo(text, index, sentenceBreak, reach);
}

/** Start of the clause (the stretch between any two punctuation marks) that holds `index`. */
export function clauseStart(text: string, index: number): number {
  return backTo(text, index, clauseBreak, 80);
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

/** Code unit → 1 for a mark: these loops run for every figure, and a look-up is many times faster than a pattern. */
function marks(characters: string): Uint8Array {
  const table = new Uint8Array(0x10000);
  for (let index = 0; index < characters.length; index++) table[characters.charCodeAt(index)] = 1;
  return table;
}
