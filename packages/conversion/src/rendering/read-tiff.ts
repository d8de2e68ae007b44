import { PermanentError } from '@nianbao/contracts';

/** One picture of a TIFF file, described by the tags of TIFF 6.0. */
export interface TiffPage {
  width: number;
  height: number;
  /** Values of a numeric tag; empty when it is absent. */
  tag(number: number): readonly number[];
  /** Strips or tiles, row by row. */
  pieces: TiffPiece[];
}

/** Place and size in pixels; a tile may reach over the picture's edge. */
export interface TiffPiece {
  x: number;
  y: number;
  width: number;
  height: number;
  data: Uint8Array;
}

export const tags = {
  subfileType: 254,
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  stripOffsets: 273,
  orientation: 274,
  samples: 277,
  rowsPerStrip: 278,
  stripBytes: 279,
  planar: 284,
  t4Options: 292,
  predictor: 317,
  colourMap: 320,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileBytes: 325,
  jpegTables: 347,
} as const;

/** Bytes a value, by field type: BYTE, SHORT, LONG, UNDEFINED; the others describe no layout. */
const valueBytes: Record<number, 1 | 2 | 4> = { 1: 1, 3: 2, 4: 4, 7: 1 };
const maxPages = 2_000;
const maxValues = 100_000;
const maxPieces = 20_000;
/** As for other pictures. */
const maxPixels = 40_000_000;
const reducedCopy = 1;

interface Reader {
  bytes: Buffer;
  short(at: number): number;
  long(at: number): number;
}

/** The pictures of a TIFF file in order, previews left out. Nothing is decoded. Throws UNSUPPORTED_IMAGE, TOO_LARGE. */
export function readTiff(file: Uint8Array): TiffPage[] {
  try {
    return readDirectories(openReader(file));
  } catch (error) {
    if (error instanceof PermanentError) throw error;
    // An offset that leads out of the file.
    throw new PermanentError('UNSUPPORTED_IMAGE', String(error), { cause: error });
  }
}

function openReader(file: Uint8Array): Reader {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  return bytes[0] === 0x49
    ? { bytes, short: (at) => bytes.readUInt16LE(at), long: (at) => bytes.readUInt32LE(at) }
    : { bytes, short: (at) => bytes.readUInt16BE(at), long: (at) => bytes.readUInt32BE(at) };
}

function readDirectories(reader: Reader): TiffPage[] {
  const pages: TiffPage[] = [];
  const seen = new Set<number>();
  let at = reader.long(4);
  while (at !== 0 && !seen.has(at)) {
    seen.add(at);
    if (seen.size > maxPages) throw new PermanentError('TOO_LARGE', `more than ${maxPages} pictures`);
    const page = readDirectory(reader, at);
    if (((page.tag(tags.subfileType)[0] ?? 0) & reducedCopy) === 0) pages.push(page);
    at = reader.long(at + 2 + reader.short(at) * 12);
  }
  if (pages.length === 0) throw new PermanentError('UNSUPPORTED_IMAGE', 'a TIFF file without pictures');
  return pages;
}

function readDirectory(reader: Reader, at: number): TiffPage {
  const values = new Map<number, number[]>();
  const end = at + 2 + reader.short(at) * 12;
  for (let entry = at + 2; entry < end; entry += 12)
    values.set(reader.short(entry), readValues(reader, entry));
  const tag = (number: number): number[] => values.get(number) ?? [];
  const [width = 0, height = 0] = [tag(tags.width)[0], tag(tags.height)[0]];
  if (width === 0 || height === 0) throw new PermanentError('UNSUPPORTED_IMAGE', 'a picture without size');
  if (width * height > maxPixels) throw new PermanentError('TOO_LARGE', `${width} × ${height} pixels`);
  return { width, height, tag, pieces: findPieces(reader, { width, height, tag }) };
}

function readValues(reader: Reader, entry: number): number[] {
  const size = valueBytes[reader.short(entry + 2)];
  const count = reader.long(entry + 4);
  if (size === undefined) return [];
  // Anything longer is no layout of a picture: colour profiles, editors' notes.
  const length = Math.min(count, maxValues);
  const start = size * count <= 4 ? entry + 8 : reader.long(entry + 8);
  return Array.from({ length }, (_, index) => {
    const at = start + index * size;
    if (size === 1) return reader.bytes.readUInt8(at);
    return size === 2 ? reader.short(at) : reader.long(at);
  });
}

function findPieces({ bytes }: Reader, { width, height, tag }: Omit<TiffPage, 'pieces'>): TiffPiece[] {
  const tileWidth = tag(tags.tileWidth)[0];
  const isTiled = tileWidth !== undefined;
  const across = Math.max(1, tileWidth ?? width);
  const rows = (isTiled ? tag(tags.tileHeight)[0] : tag(tags.rowsPerStrip)[0]) ?? height;
  const down = Math.max(1, isTiled ? rows : Math.min(rows, height));
  const offsets = tag(isTiled ? tags.tileOffsets : tags.stripOffsets);
  const lengths = tag(isTiled ? tags.tileBytes : tags.stripBytes);
  const columns = Math.ceil(width / across);
  const wanted = columns * Math.ceil(height / down);
  if (wanted > maxPieces || across * down > maxPixels)
    throw new PermanentError('TOO_LARGE', `${wanted} pieces of ${across} × ${down} pixels`);
  if (offsets.length < wanted) throw new PermanentError('UNSUPPORTED_IMAGE', 'pieces are missing');
  return offsets.slice(0, wanted).map((offset, index) => {
    const y = Math.floor(index / columns) * down;
    return {
      x: (index % columns) * across,
      y,
      width: across,
      height: isTiled ? down : Math.min(down, height - y),
      data: bytes.subarray(offset, offset + (lengths[index] ?? bytes.length)),
    };
  });
}
