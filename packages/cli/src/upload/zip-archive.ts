import type { Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { charsetOfNames, decodeEntryName, type RawEntryName, safeEntryPath } from './zip-entry-name.ts';

export interface ArchiveEntry {
  /** Relative, with `/`, safe to join. */
  path: string;
  /** Unpacked; the stream fails when there is more. */
  bytes: number;
  encrypted: boolean;
  open: () => Promise<Readable>;
}

export interface ZipArchive {
  entries: ArchiveEntry[];
  /** Entries beyond the limit, which are not listed. */
  omitted: number;
  /** Why the directory could not be read to its end; what stands before is listed. */
  damage: string | null;
  close(): void;
}

/** The general purpose bits of APPNOTE.TXT 4.4.4. */
const utf8Bit = 0x800;

/** Reads an archive's directory. Entries stay readable until `close`. Throws when the file is no zip or is damaged. */
export async function openZipArchive(path: string | Buffer, maxEntries: number): Promise<ZipArchive> {
  const zip = await openZip(path);
  try {
    const { entries, omitted, damage } = await readDirectory(zip, maxEntries);
    const raw = entries.map(rawName);
    const charset = charsetOfNames(raw);
    const listed: ArchiveEntry[] = [];
    entries.forEach((entry, at) => {
      const name = raw[at];
      if (name === undefined) return;
      const decoded = decodeEntryName(name, charset);
      const safe = safeEntryPath(decoded);
      if (safe === null || /[/\\]$/.test(decoded)) return;
      listed.push({
        path: safe,
        bytes: entry.uncompressedSize,
        encrypted: entry.isEncrypted(),
        open: () => openEntry(zip, entry),
      });
    });
    return { entries: listed, omitted, damage, close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

/** yauzl hands the path on to `fs.open`, which takes a Buffer as well, whatever the typings say. */
function openZip(path: string | Buffer): Promise<ZipFile> {
  const options = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true };
  return new Promise((resolve, reject) => {
    yauzl.open(path as string, options, (error, zip) => (error ? reject(error) : resolve(zip)));
  });
}

interface Directory {
  entries: Entry[];
  omitted: number;
  damage: string | null;
}

function readDirectory(zip: ZipFile, maxEntries: number): Promise<Directory> {
  const entries: Entry[] = [];
  return new Promise((resolve) => {
    zip.on('error', (error: Error) => resolve({ entries, omitted: 0, damage: error.message }));
    zip.on('end', () => resolve({ entries, omitted: 0, damage: null }));
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      if (entries.length < maxEntries) zip.readEntry();
      else resolve({ entries, omitted: zip.entryCount - entries.length, damage: null });
    });
    zip.readEntry();
  });
}

function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
}

/** With `decodeStrings: false` the name is a Buffer, whatever the typings say. */
function rawName(entry: Entry): RawEntryName {
  const name: unknown = entry.fileName;
  return {
    bytes: Buffer.isBuffer(name) ? name : Buffer.from(String(name)),
    utf8Flag: (entry.generalPurposeBitFlag & utf8Bit) !== 0,
    extraFields: entry.extraFields,
  };
}
