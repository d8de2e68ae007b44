import { PermanentError } from '@nianbao/contracts';

/** Where a structure stands in the table stream, bytes. */
export interface TableRange {
  start: number;
  length: number;
}

/** What the reader needs of the file information block ([MS-DOC] 2.5). */
export interface FileInformation {
  tableStream: '0Table' | '1Table';
  /** Characters of each story, in the order the text holds them. */
  stories: {
    main: number;
    footnotes: number;
    headers: number;
    comments: number;
    endnotes: number;
    boxes: number;
  };
  pieces: TableRange;
  styles: TableRange;
  characterPages: TableRange;
  paragraphPages: TableRange;
  headerStories: TableRange;
  lists: TableRange;
  listOverrides: TableRange;
  shapes: TableRange;
  boxTexts: TableRange;
}

const wordMagic = 0xa5ec;
/** nFib of Word 97; before it the block has another shape. */
const firstVersion = 0xc1;
const encryptedBit = 0x0100;
const secondTableBit = 0x0200;
const pairsStart = 0x9a;

/** Throws ENCRYPTED, DOC_CORRUPT, and UNSUPPORTED_TYPE for Word 95 and older. */
export function readFib(document: Buffer): FileInformation {
  if (document.length < 0x300 || document.readUInt16LE(0) !== wordMagic)
    throw new PermanentError('DOC_CORRUPT', 'no file information block');
  const flags = document.readUInt16LE(0x0a);
  if ((flags & encryptedBit) !== 0) throw new PermanentError('ENCRYPTED');
  const version = document.readUInt16LE(2);
  if (version < firstVersion)
    throw new PermanentError('UNSUPPORTED_TYPE', `Word 95 or older (nFib ${version})`);
  /** Index into FibRgFcLcb97, [MS-DOC] 2.5.6. */
  const range = (index: number): TableRange => ({
    start: document.readUInt32LE(pairsStart + index * 8),
    length: document.readUInt32LE(pairsStart + index * 8 + 4),
  });
  return {
    tableStream: (flags & secondTableBit) === 0 ? '0Table' : '1Table',
    stories: {
      main: document.readUInt32LE(0x4c),
      footnotes: document.readUInt32LE(0x50),
      headers: document.readUInt32LE(0x54),
      comments: document.readUInt32LE(0x5c),
      endnotes: document.readUInt32LE(0x60),
      boxes: document.readUInt32LE(0x64),
    },
    styles: range(1),
    headerStories: range(11),
    characterPages: range(12),
    paragraphPages: range(13),
    pieces: range(33),
    shapes: range(40),
    boxTexts: range(56),
    lists: range(73),
    listOverrides: range(74),
  };
}
