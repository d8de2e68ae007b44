import type { FileInformation, TableRange } from './read-fib.ts';

export interface CharacterRange {
  start: number;
  end: number;
}

const shapeBytes = 26;
const boxBytes = 22;
const shapeIdOfBox = 14;

/** The texts of text boxes by the position of the character they are anchored at; the key −1 holds those without an anchor. */
export function findTextBoxes(table: Buffer, fib: FileInformation): Map<number, CharacterRange[]> {
  const { main, footnotes, headers, comments, endnotes, boxes } = fib.stories;
  const story = main + footnotes + headers + comments + endnotes;
  const found = new Map<number, CharacterRange[]>();
  if (boxes === 0) return found;
  const anchors = new Map<number, number>();
  for (const { start, data } of readPlc(table, fib.shapes, shapeBytes))
    anchors.set(data.readInt32LE(0), start);
  for (const { start, end, data } of readPlc(table, fib.boxTexts, boxBytes)) {
    const anchor = anchors.get(data.readInt32LE(shapeIdOfBox)) ?? -1;
    const range = { start: story + start, end: story + Math.min(end, boxes) };
    if (range.start < range.end) found.set(anchor, [...(found.get(anchor) ?? []), range]);
  }
  if (found.size === 0) found.set(-1, [{ start: story, end: story + boxes }]);
  return found;
}

/** A list of positions and, after them, as many data as there are gaps between them ([MS-DOC] 2.2.2). */
export function readPlc(
  table: Buffer,
  { start, length }: TableRange,
  dataBytes: number,
): (CharacterRange & { data: Buffer })[] {
  const count = Math.max(0, Math.floor((length - 4) / (4 + dataBytes)));
  return Array.from({ length: count }, (_, index) => {
    const data = start + (count + 1) * 4 + index * dataBytes;
    return {
      start: table.readUInt32LE(start + index * 4),
      end: table.readUInt32LE(start + index * 4 + 4),
      data: table.subarray(data, data + dataBytes),
    };
  });
}
