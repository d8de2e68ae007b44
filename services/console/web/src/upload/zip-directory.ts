import { decodeZipNames, type RawZipName } from './zip-names.ts';

/** Why an entry or a whole archive is not taken; the page's texts have a sentence for each. */
export type ZipFault =
  | 'zip-damaged'
  | 'zip-encrypted'
  | 'zip-method'
  | 'zip-large'
  | 'zip-many'
  | 'zip-old-browser';

export interface ZipEntry {
  name: string;
  /** Unpacked, as the archive says. */
  bytes: number;
  packedBytes: number;
  /** Where its local header is in the archive. */
  offset: number;
  deflated: boolean;
  fault: ZipFault | null;
}

// APPNOTE.TXT 6.3.10 of PKWARE, 4.3.12 and 4.3.16.
const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endBytes = 22;
const maxCommentBytes = 65_535;
/** In place of a count or an offset: the real one stands in a ZIP64 record. */
const beyond = { count: 0xffff, offset: 0xffffffff };
const encryptedFlag = 1;
const utf8Flag = 1 << 11;
const maxEntryBytes = 256 * 1024 * 1024;
const maxDirectoryBytes = 64 * 1024 * 1024;

/** What an archive holds, read from the directory at its end: nothing is unpacked. Throws an Error whose message is a {@link ZipFault}. */
export async function readZipDirectory(archive: Blob): Promise<ZipEntry[]> {
  const tailStart = Math.max(0, archive.size - endBytes - maxCommentBytes);
  const tail = await view(archive, tailStart, archive.size);
  const end = findEnd(tail);
  const count = tail.getUint16(end + 10, true);
  const bytes = tail.getUint32(end + 12, true);
  const stated = tail.getUint32(end + 16, true);
  if (count === beyond.count || stated === beyond.offset || bytes > maxDirectoryBytes)
    throw fault('zip-many');
  const start = tailStart + end - bytes;
  // Self-extracting archives begin with a program, which their offsets do not count.
  const shift = start - stated;
  if (shift < 0) throw fault('zip-damaged');
  return readEntries(await view(archive, start, start + bytes), shift);
}

function readEntries(directory: DataView<ArrayBuffer>, shift: number): ZipEntry[] {
  const entries: Omit<ZipEntry, 'name'>[] = [];
  const names: RawZipName[] = [];
  for (let at = 0; at + 46 <= directory.byteLength; ) {
    if (directory.getUint32(at, true) !== entrySignature) throw fault('zip-damaged');
    const [flags, method] = [directory.getUint16(at + 8, true), directory.getUint16(at + 10, true)];
    const length = directory.getUint16(at + 28, true);
    const next = at + 46 + length + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true);
    if (next > directory.byteLength) throw fault('zip-damaged');
    const bytes = directory.getUint32(at + 24, true);
    names.push({
      bytes: new Uint8Array(directory.buffer, directory.byteOffset + at + 46, length),
      utf8: (flags & utf8Flag) !== 0,
    });
    entries.push({
      bytes,
      packedBytes: directory.getUint32(at + 20, true),
      offset: directory.getUint32(at + 42, true) + shift,
      deflated: method === 8,
      fault: faultOf(flags, method, bytes),
    });
    at = next;
  }
  const decoded = decodeZipNames(names);
  return entries
    .map((entry, n) => ({ ...entry, name: safePath(decoded[n] ?? '') }))
    .filter(({ name }) => name !== '' && !name.endsWith('/'));
}

function faultOf(flags: number, method: number, bytes: number): ZipFault | null {
  if ((flags & encryptedFlag) !== 0) return 'zip-encrypted';
  if (method !== 0 && method !== 8) return 'zip-method';
  return bytes > maxEntryBytes ? 'zip-large' : null;
}

/** A name stays below its archive, whatever it says. */
function safePath(name: string): string {
  const steps = name.replaceAll('\\', '/').split('/');
  return steps
    .filter((step, n) => step !== '..' && step !== '.' && (step !== '' || n === steps.length - 1))
    .join('/');
}

/** The last record of its kind that fits. */
function findEnd(tail: DataView): number {
  for (let at = tail.byteLength - endBytes; at >= 0; at -= 1) {
    if (
      tail.getUint32(at, true) === endSignature &&
      at + endBytes + tail.getUint16(at + 20, true) <= tail.byteLength
    )
      return at;
  }
  throw fault('zip-damaged');
}

async function view(archive: Blob, start: number, end: number): Promise<DataView<ArrayBuffer>> {
  return new DataView(await archive.slice(start, end).arrayBuffer());
}

export const fault = (code: ZipFault) => new Error(code);
