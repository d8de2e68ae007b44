import type { TableRange } from './read-fib.ts';
import { readSprms } from './read-sprms.ts';

/** Properties of the bytes `from` up to `to` of the WordDocument stream. */
export interface FormattedRun {
  from: number;
  to: number;
  /** Paragraphs only: index of the style. */
  style: number;
  grpprl: Buffer;
}

const pageBytes = 512;
const countOffset = 511;
const pageNumberMask = 0x3fffff;
const paragraphEntryBytes = 13;
const hugeProperties = [0x6645, 0x6646];

/**
 * Paragraph runs in file order ([MS-DOC] 2.8.6, 2.9.175). Properties that do not fit on a page, as those of a row of many cells,
 * stand in the stream `data`.
 */
export function readParagraphRuns(
  document: Buffer,
  table: Buffer,
  range: TableRange,
  data: Buffer = Buffer.alloc(0),
): FormattedRun[] {
  return readPages(document, table, range)
    .flatMap((page) => readPage(page, paragraphEntryBytes, readPapx))
    .map((run) => ({ ...run, grpprl: readHuge(run.grpprl, data) }));
}

/** Character runs that have properties, in file order ([MS-DOC] 2.8.5, 2.9.33). */
export function readCharacterRuns(document: Buffer, table: Buffer, range: TableRange): FormattedRun[] {
  return readPages(document, table, range).flatMap((page) => readPage(page, 1, readChpx));
}

function readPages(document: Buffer, table: Buffer, { start, length }: TableRange): Buffer[] {
  const count = Math.max(0, Math.floor((length - 4) / 8));
  const numbers = new Set<number>();
  for (let index = 0; index < count; index += 1) {
    numbers.add(table.readUInt32LE(start + (count + 1) * 4 + index * 4) & pageNumberMask);
  }
  return [...numbers]
    .map((number) => document.subarray(number * pageBytes, (number + 1) * pageBytes))
    .filter((page) => page.length === pageBytes);
}

type ReadProperties = (page: Buffer, offset: number) => { style: number; grpprl: Buffer };

function readPage(page: Buffer, entryBytes: number, read: ReadProperties): FormattedRun[] {
  const count = page.readUInt8(countOffset);
  const runs: FormattedRun[] = [];
  for (let index = 0; index < count; index += 1) {
    const offset = page.readUInt8((count + 1) * 4 + index * entryBytes) * 2;
    const [from, to] = [page.readUInt32LE(index * 4), page.readUInt32LE(index * 4 + 4)];
    runs.push({ from, to, ...(offset === 0 ? { style: 0, grpprl: Buffer.alloc(0) } : read(page, offset)) });
  }
  return runs;
}

function readPapx(page: Buffer, offset: number): { style: number; grpprl: Buffer } {
  const words = page.readUInt8(offset);
  const [start, length] =
    words === 0 ? [offset + 2, page.readUInt8(offset + 1) * 2] : [offset + 1, words * 2 - 1];
  return { style: page.readUInt16LE(start), grpprl: page.subarray(start + 2, start + length) };
}

/** sprmPHugePapx leads to the place in the data stream where a length and the modifiers stand ([MS-DOC] 2.6.2, 2.9.209). */
function readHuge(grpprl: Buffer, data: Buffer): Buffer {
  const huge = readSprms(grpprl).find(({ code }) => hugeProperties.includes(code));
  if (huge === undefined) return grpprl;
  const at = huge.operand.readUInt32LE(0);
  return at + 2 > data.length ? grpprl : data.subarray(at + 2, at + 2 + data.readUInt16LE(at));
}

function readChpx(page: Buffer, offset: number): { style: number; grpprl: Buffer } {
  return { style: 0, grpprl: page.subarray(offset + 1, offset + 1 + page.readUInt8(offset)) };
}
