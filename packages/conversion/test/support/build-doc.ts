import { buildCompoundFile } from './build-compound-file.ts';

export interface DocParagraph {
  /** Text with the modifiers of its characters. */
  runs: { text: string; sprms?: Buffer }[];
  /** Modifiers of the paragraph. */
  sprms?: Buffer;
  /** The character that ends it; default a paragraph mark. */
  mark?: string;
}

export interface DocParts {
  paragraphs: DocParagraph[];
  /** Lists of levels: MSONFC format and label, in which characters 0 to 8 stand for the numbers. */
  lists?: { format: number; label: string }[][];
  /** Bits of the file information block's flags. */
  flags?: number;
  version?: number;
  /** The stream of properties that do not fit on a page. */
  data?: Buffer;
}

const textStart = 1024;
const pageBytes = 512;
const levels = 9;

/** One property modifier with the bytes of its operand. */
export function sprm(code: number, ...operand: number[]): Buffer {
  return Buffer.from([code & 0xff, code >> 8, ...operand]);
}

/** A .doc of Word 97 with one piece of text and one page of each kind of properties. */
export function buildDoc({ paragraphs, lists = [], flags = 0x0200, version = 0xc1, data }: DocParts): Buffer {
  const marked = paragraphs.map((one) => [...one.runs, { text: one.mark ?? '\r' }]);
  const text = marked
    .flat()
    .map((run) => run.text)
    .join('');
  const firstPage = Math.ceil((textStart + text.length * 2) / pageBytes);
  const document = Buffer.alloc((firstPage + 2) * pageBytes);
  document.write(text, textStart, 'utf16le');
  paragraphPage(
    paragraphs,
    marked.map((runs) => lengthOf(runs)),
  ).copy(document, firstPage * pageBytes);
  characterPage(marked.flat()).copy(document, (firstPage + 1) * pageBytes);
  const end = textStart + text.length * 2;
  const table = writeTable(document, [
    [33, pieceTable(text.length)],
    [13, numbers(textStart, end, firstPage)],
    [12, numbers(textStart, end, firstPage + 1)],
    [74, listOverrides(lists.length)],
    [73, listTable(lists.length), Buffer.concat(lists.flatMap(listLevels))],
  ]);
  document.writeUInt16LE(0xa5ec, 0);
  document.writeUInt16LE(version, 2);
  document.writeUInt16LE(flags, 0x0a);
  document.writeUInt32LE(text.length, 0x4c);
  return buildCompoundFile({ WordDocument: document, '1Table': table, ...(data && { Data: data }) });
}

/** Each structure with its place in the file information block; what follows it is not counted in its length. */
function writeTable(document: Buffer, structures: [index: number, content: Buffer, rest?: Buffer][]): Buffer {
  let at = 0;
  const parts = structures.flatMap(([index, content, rest = Buffer.alloc(0)]) => {
    document.writeUInt32LE(at, 0x9a + index * 8);
    document.writeUInt32LE(content.length, 0x9e + index * 8);
    at += content.length + rest.length;
    return [content, rest];
  });
  return Buffer.concat(parts);
}

function pieceTable(length: number): Buffer {
  const piece = Buffer.concat([
    numbers(0, length),
    Buffer.from([0, 0]),
    numbers(textStart),
    Buffer.from([0, 0]),
  ]);
  return Buffer.concat([Buffer.from([2]), numbers(piece.length), piece]);
}

function paragraphPage(paragraphs: DocParagraph[], lengths: number[]): Buffer {
  return propertyPage(
    lengths,
    13,
    paragraphs.map(({ sprms = Buffer.alloc(0) }) => {
      const padded = Buffer.concat([Buffer.from([0, 0]), sprms, Buffer.alloc(sprms.length % 2)]);
      return Buffer.concat([Buffer.from([0, padded.length / 2]), padded]);
    }),
  );
}

function characterPage(runs: { text: string; sprms?: Buffer }[]): Buffer {
  return propertyPage(
    runs.map(({ text }) => text.length),
    1,
    runs.map(({ sprms }) =>
      sprms === undefined ? undefined : Buffer.concat([Buffer.from([sprms.length]), sprms]),
    ),
  );
}

function propertyPage(lengths: number[], entryBytes: number, contents: (Buffer | undefined)[]): Buffer {
  const page = Buffer.alloc(pageBytes);
  let [offset, bottom] = [textStart, pageBytes - 2];
  lengths.forEach((length, index) => {
    page.writeUInt32LE(offset, index * 4);
    offset += length * 2;
    const content = contents[index];
    if (content === undefined) return;
    bottom = (bottom - content.length) & ~1;
    content.copy(page, bottom);
    page.writeUInt8(bottom / 2, (lengths.length + 1) * 4 + index * entryBytes);
  });
  page.writeUInt32LE(offset, lengths.length * 4);
  page.writeUInt8(lengths.length, pageBytes - 1);
  return page;
}

function listTable(count: number): Buffer {
  const entries = Array.from({ length: count }, (_, index) =>
    Buffer.concat([numbers(index + 1), Buffer.alloc(24)]),
  );
  return Buffer.concat([Buffer.from([count, 0]), ...entries]);
}

function listLevels(list: { format: number; label: string }[]): Buffer[] {
  return Array.from({ length: levels }, (_, index) => {
    const { format, label } = list[index] ?? { format: 0, label: '' };
    const level = Buffer.alloc(28);
    level.writeUInt32LE(1, 0);
    level.writeUInt8(format, 4);
    return Buffer.concat([level, Buffer.from([label.length, 0]), Buffer.from(label, 'utf16le')]);
  });
}

function listOverrides(count: number): Buffer {
  const entries = Array.from({ length: count }, (_, index) =>
    Buffer.concat([numbers(index + 1), Buffer.alloc(12)]),
  );
  return Buffer.concat([numbers(count), ...entries, Buffer.alloc(count * 4, 0xff)]);
}

function numbers(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, index * 4);
  return bytes;
}

function lengthOf(runs: { text: string }[]): number {
  return runs.reduce((sum, { text }) => sum + text.length, 0);
}
