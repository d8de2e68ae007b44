/** One property modifier: its operation code and its operand. */
export interface Sprm {
  code: number;
  operand: Buffer;
}

const tableDefinition = 0xd608;
const changedTabs = 0xc615;
/** Operand bytes by the upper three bits of the code; 6 is a length byte and what it counts ([MS-DOC] 2.2.5.1). */
const operandBytes = [1, 1, 2, 4, 2, 2, -1, 3] as const;

/** The property modifiers of a grpprl. One that does not fit ends the list. */
export function readSprms(grpprl: Buffer): Sprm[] {
  const sprms: Sprm[] = [];
  let at = 0;
  while (at + 3 <= grpprl.length) {
    const code = grpprl.readUInt16LE(at);
    at += 2;
    const fixed = operandBytes[code >> 13] ?? 1;
    const length = fixed > 0 ? fixed : variableLength(code, grpprl, at);
    if (at + length > grpprl.length) break;
    sprms.push({ code, operand: grpprl.subarray(at, at + length) });
    at += length;
  }
  return sprms;
}

function variableLength(code: number, grpprl: Buffer, at: number): number {
  const first = grpprl.readUInt8(at);
  if (code === tableDefinition) return at + 2 <= grpprl.length ? 1 + grpprl.readUInt16LE(at) : 1;
  // A list of tabs too long for its length byte: it cannot be measured here, and nothing that matters follows it.
  return code === changedTabs && first === 255 ? grpprl.length : 1 + first;
}
