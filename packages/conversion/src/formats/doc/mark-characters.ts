import type { LossLedger } from '../../loss-ledger.ts';
import type { FormattedRun } from './read-formatting.ts';
import type { PieceTable } from './read-pieces.ts';
import { readSprms } from './read-sprms.ts';

/** Bits of a character's marks. */
export const characterMarks = { hidden: 1, deleted: 2, symbol: 4 } as const;

/** Marks what is hidden, deleted under change tracking, or a glyph of a symbol font, by character position. */
export function markCharacters(runs: FormattedRun[], pieces: PieceTable, losses: LossLedger): Uint8Array {
  const marks = new Uint8Array(pieces.text.length);
  let insertionEnd = -1;
  for (const { from, to, grpprl } of runs) {
    const mark = readMark(grpprl);
    if (mark.bits !== 0) {
      for (const { start, end } of pieces.positionsOf(from, to)) {
        for (let position = start; position < end; position += 1)
          marks[position] = (marks[position] ?? 0) | mark.bits;
      }
    }
    if (mark.inserted) {
      if (insertionEnd !== from) losses.add('tracked-insertion');
      insertionEnd = to;
    }
  }
  return marks;
}

/** Character modifiers ([MS-DOC] 2.6.1): sprmCFRMarkDel, sprmCFVanish, sprmCSymbol, sprmCFRMarkIns. */
function readMark(grpprl: Buffer): { bits: number; inserted: boolean } {
  const mark = { bits: 0, inserted: false };
  for (const { code, operand } of readSprms(grpprl)) {
    const isOn = operand.readUInt8(0) === 1;
    if (code === 0x0800 && isOn) mark.bits |= characterMarks.deleted;
    else if (code === 0x083c && isOn) mark.bits |= characterMarks.hidden;
    else if (code === 0x6a09) mark.bits |= characterMarks.symbol;
    else if (code === 0x0801) mark.inserted = isOn;
  }
  return mark;
}
