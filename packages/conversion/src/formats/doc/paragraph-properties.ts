import { readSprms } from './read-sprms.ts';

/** What the paragraph's modifiers say about text, numbering and structure; absent is what its style says. */
export interface ParagraphProperties {
  /** Index into the list overrides, from 1; 0 for none. */
  list?: number;
  level?: number;
  /** 0 to 8; 9 is body text. */
  outlineLevel?: number;
  centred?: boolean;
  inTable?: boolean;
  /** The paragraph is only the end mark of a table row. */
  rowEnd?: boolean;
  /** Of a row: left edges of its cells and the right edge of the last, in twips. */
  edges?: number[];
}

/** Old negative list indices mark paragraphs that once were numbered. */
const lastListIndex = 0x07fe;

/** Reads paragraph modifiers ([MS-DOC] 2.6.2). */
export function readParagraphProperties(grpprl: Buffer): ParagraphProperties {
  const properties: ParagraphProperties = {};
  for (const { code, operand } of readSprms(grpprl)) {
    const byte = operand.readUInt8(0);
    if (code === 0x460b)
      properties.list = operand.readUInt16LE(0) <= lastListIndex ? operand.readUInt16LE(0) : 0;
    else if (code === 0x260a) properties.level = byte;
    else if (code === 0x2640) properties.outlineLevel = byte;
    else if (code === 0x2403 || code === 0x2461) properties.centred = byte === 1;
    else if (code === 0x2416) properties.inTable = byte === 1;
    else if (code === 0xd608) properties.edges = readEdges(operand);
    else if (code === 0x2417 || code === 0x244c) properties.rowEnd = byte === 1;
  }
  return properties;
}

/** Of a table definition: its length, the number of cells, and their edges ([MS-DOC] 2.9.306). */
function readEdges(definition: Buffer): number[] {
  const count = definition.length < 3 ? 0 : definition.readUInt8(2);
  if (count === 0 || definition.length < 3 + (count + 1) * 2) return [];
  return Array.from({ length: count + 1 }, (_, index) => definition.readInt16LE(3 + index * 2));
}
