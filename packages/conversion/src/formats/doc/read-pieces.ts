import { PermanentError } from '@nianbao/contracts';
import type { TableRange } from './read-fib.ts';

/** A run of characters that stand together in the file. */
export interface Piece {
  /** First character of the run in the document's order. */
  start: number;
  end: number;
  /** Byte offset of the run in the WordDocument stream. */
  offset: number;
  bytesPerCharacter: 1 | 2;
}

export interface PieceTable {
  /** All stories, one after the other; one UTF-16 unit per character position. */
  text: string;
  /** Byte offset of a character. */
  offsetOf(position: number): number;
  /** The character positions whose bytes lie in the range. */
  positionsOf(from: number, to: number): { start: number; end: number }[];
}

const compressedBit = 0x40000000;

/** Reads the piece table ([MS-DOC] 2.8.35, 2.9.38) and the text it describes. Throws DOC_CORRUPT, TOO_LARGE. */
export function readPieces(document: Buffer, table: Buffer, clx: TableRange, maxLength: number): PieceTable {
  const pieces = listPieces(table, clx);
  const total = pieces.at(-1)?.end ?? 0;
  if (total > maxLength) throw new PermanentError('TOO_LARGE', `${total} characters of text`);
  const text = pieces.map((piece) => decode(document, piece)).join('');
  return {
    text,
    offsetOf(position) {
      const piece = findPiece(pieces, position);
      return piece === undefined ? -1 : piece.offset + (position - piece.start) * piece.bytesPerCharacter;
    },
    positionsOf: (from, to) =>
      pieces.flatMap(({ start, end, offset, bytesPerCharacter: width }) => {
        const first = Math.max(start, start + Math.ceil((from - offset) / width));
        const last = Math.min(end, start + Math.ceil((to - offset) / width));
        return first < last ? [{ start: first, end: last }] : [];
      }),
  };
}

function listPieces(table: Buffer, clx: TableRange): Piece[] {
  let at = clx.start;
  // Property modifiers of fast-saved files come first; they hold no text.
  while (table.readUInt8(at) === 1) at += 3 + table.readUInt16LE(at + 1);
  if (table.readUInt8(at) !== 2) throw new PermanentError('DOC_CORRUPT', 'no piece table');
  const count = Math.floor((table.readUInt32LE(at + 1) - 4) / 12);
  const positions = at + 5;
  const descriptors = positions + (count + 1) * 4;
  const pieces: Piece[] = [];
  for (let index = 0; index < count; index += 1) {
    const start = table.readUInt32LE(positions + index * 4);
    const end = table.readUInt32LE(positions + index * 4 + 4);
    if (end < start || start !== (pieces.at(-1)?.end ?? 0))
      throw new PermanentError('DOC_CORRUPT', 'piece table');
    const place = table.readUInt32LE(descriptors + index * 8 + 2);
    const compressed = (place & compressedBit) !== 0;
    const offset = place & ~compressedBit;
    pieces.push({
      start,
      end,
      offset: compressed ? offset >>> 1 : offset,
      bytesPerCharacter: compressed ? 1 : 2,
    });
  }
  return pieces;
}

function decode(document: Buffer, { start, end, offset, bytesPerCharacter }: Piece): string {
  const bytes = document.subarray(offset, offset + (end - start) * bytesPerCharacter);
  if (bytes.length < (end - start) * bytesPerCharacter)
    throw new PermanentError('DOC_CORRUPT', 'text is cut off');
  return bytesPerCharacter === 2 ? bytes.toString('utf16le') : new TextDecoder('windows-1252').decode(bytes);
}

function findPiece(pieces: Piece[], position: number): Piece | undefined {
  let [low, high] = [0, pieces.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const piece = pieces[middle];
    if (piece === undefined) return undefined;
    if (position < piece.start) high = middle - 1;
    else if (position >= piece.end) low = middle + 1;
    else return piece;
  }
  return undefined;
}
