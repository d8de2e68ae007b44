import { PermanentError } from '@nianbao/contracts';

/** The streams of an OLE compound file ([MS-CFB]). */
export interface CompoundFile {
  /** The stream's bytes by name, without case; `undefined` when there is none. Throws DOC_CORRUPT. */
  stream(name: string): Buffer | undefined;
}

interface DirectoryEntry {
  name: string;
  isStream: boolean;
  isRoot: boolean;
  start: number;
  size: number;
}

const magic = 'd0cf11e0a1b11ae1';
const headerBytes = 512;
const headerDifatEntries = 109;
const entryBytes = 128;
const miniSectorShift = 6;
/** Smallest value that is no sector number: free, end of chain, and the tables' own marks. */
const firstSpecialSector = 0xfffffffa;

/** Reads header, allocation tables and directory. A chain that leaves the file or runs in a circle is DOC_CORRUPT. */
export function openCompoundFile(bytes: Uint8Array): CompoundFile {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < headerBytes || buffer.subarray(0, 8).toString('hex') !== magic) throw corrupt('header');
  const shift = buffer.readUInt16LE(0x1e);
  if (shift !== 9 && shift !== 12) throw corrupt(`sector shift ${shift}`);
  const sectors = createSectors(buffer, shift);
  const fat = readFat(buffer, sectors);
  const entries = readDirectory(sectors.join(followChain(fat, buffer.readUInt32LE(0x30))));
  const root = entries.find((entry) => entry.isRoot);
  const miniStream = root === undefined ? Buffer.alloc(0) : sectors.join(followChain(fat, root.start));
  const miniFat = toNumbers(sectors.join(followChain(fat, buffer.readUInt32LE(0x3c))));
  const miniSectors = createSectors(miniStream, miniSectorShift, 0);
  const miniCutoff = buffer.readUInt32LE(0x38);
  return {
    stream(name) {
      const entry = entries.find((one) => one.isStream && one.name.toLowerCase() === name.toLowerCase());
      if (entry === undefined) return undefined;
      const isMini = entry.size < miniCutoff;
      const chain = followChain(isMini ? miniFat : fat, entry.start);
      const content = (isMini ? miniSectors : sectors).join(chain);
      if (content.length < entry.size) throw corrupt(`stream ${name} is cut off`);
      return content.subarray(0, entry.size);
    },
  };
}

interface Sectors {
  read(index: number): Buffer;
  join(chain: number[]): Buffer;
}

function createSectors(buffer: Buffer, shift: number, headerSectors = 1): Sectors {
  const size = 1 << shift;
  const read = (index: number): Buffer => {
    const start = (index + headerSectors) * size;
    if (start >= buffer.length) throw corrupt(`sector ${index} outside the file`);
    return buffer.subarray(start, start + size);
  };
  return { read, join: (chain) => Buffer.concat(chain.map(read)) };
}

function readFat(buffer: Buffer, sectors: Sectors): number[] {
  const locations = toNumbers(buffer.subarray(0x4c, 0x4c + headerDifatEntries * 4));
  const visited = new Set<number>();
  let next = buffer.readUInt32LE(0x44);
  while (next < firstSpecialSector) {
    if (visited.has(next)) throw corrupt('circular allocation table');
    visited.add(next);
    const table = toNumbers(sectors.read(next));
    locations.push(...table.slice(0, -1));
    next = table.at(-1) ?? firstSpecialSector;
  }
  return locations
    .filter((location) => location < firstSpecialSector)
    .flatMap((location) => toNumbers(sectors.read(location)));
}

function readDirectory(content: Buffer): DirectoryEntry[] {
  const entries: DirectoryEntry[] = [];
  for (let at = 0; at + entryBytes <= content.length; at += entryBytes) {
    const entry = content.subarray(at, at + entryBytes);
    const nameBytes = Math.min(64, entry.readUInt16LE(0x40));
    const type = entry.readUInt8(0x42);
    entries.push({
      name: entry.subarray(0, Math.max(0, nameBytes - 2)).toString('utf16le'),
      isStream: type === 2,
      isRoot: type === 5,
      start: entry.readUInt32LE(0x74),
      size: entry.readUInt32LE(0x78),
    });
  }
  return entries;
}

function followChain(table: number[], start: number): number[] {
  const chain: number[] = [];
  let next = start;
  while (next < firstSpecialSector) {
    chain.push(next);
    if (chain.length > table.length) throw corrupt('circular chain of sectors');
    next = table[next] ?? firstSpecialSector;
  }
  return chain;
}

function toNumbers(buffer: Buffer): number[] {
  return Array.from({ length: buffer.length >> 2 }, (_, index) => buffer.readUInt32LE(index * 4));
}

function corrupt(detail: string): PermanentError {
  return new PermanentError('DOC_CORRUPT', detail);
}
