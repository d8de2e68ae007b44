import { inflateRawSync } from 'node:zlib';
import { PermanentError } from '@nianbao/contracts';
import { type Entry, fromBuffer, type ZipFile } from 'yauzl';

/** The parts of an Office file. Nothing is inflated until it is read. */
export interface OfficePackage {
  has(part: string): boolean;
  /** Inflates one part; all parts read share one budget. Throws TOO_LARGE, CORRUPT_ZIP, ENCRYPTED. */
  read(part: string): Buffer | undefined;
}

const oleMagic = 'd0cf11e0a1b11ae1';
const maxEntries = 20_000;
const encryptedFlag = 1;
const stored = 0;
const deflated = 8;
const localHeaderBytes = 30;

/**
 * Reads the directory of an Office file. Declared sizes are not trusted: inflating stops at the budget.
 * Throws ENCRYPTED, CORRUPT_ZIP, DUPLICATE_PART, TOO_LARGE.
 */
export async function openPackage(bytes: Uint8Array, maxInflatedBytes: number): Promise<OfficePackage> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.subarray(0, 8).toString('hex') === oleMagic) throw new PermanentError('ENCRYPTED');
  const entries = await readDirectory(buffer);
  let budget = maxInflatedBytes;
  return {
    has: (part) => entries.has(part.toLowerCase()),
    read(part) {
      const entry = entries.get(part.toLowerCase());
      if (entry === undefined) return undefined;
      const content = inflate(buffer, entry, budget);
      budget -= content.byteLength;
      return content;
    },
  };
}

async function readDirectory(buffer: Buffer): Promise<Map<string, Entry>> {
  try {
    return await listEntries(buffer);
  } catch (error) {
    if (error instanceof PermanentError) throw error;
    throw new PermanentError('CORRUPT_ZIP', error instanceof Error ? error.message : undefined, {
      cause: error,
    });
  }
}

/** Names are compared without case, as Word does. A name that climbs out of the archive is nothing we extract: it is skipped. */
function listEntries(buffer: Buffer): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  return new Promise((resolve, reject) => {
    fromBuffer(
      buffer,
      { lazyEntries: true, decodeStrings: false, validateEntrySizes: false },
      (error, zip) => {
        if (error !== null) return reject(error);
        zip.on('error', reject);
        zip.on('end', () => resolve(entries));
        zip.on('entry', (entry: Entry) => {
          try {
            addEntry(entries, entry);
            zip.readEntry();
          } catch (refusal) {
            reject(refusal);
          }
        });
        startReading(zip);
      },
    );
  });
}

function startReading(zip: ZipFile): void {
  if (zip.entryCount > maxEntries)
    zip.emit('error', new PermanentError('TOO_LARGE', `${zip.entryCount} zip entries`));
  else zip.readEntry();
}

function addEntry(entries: Map<string, Entry>, entry: Entry): void {
  const name = String(entry.fileName).replaceAll('\\', '/').toLowerCase();
  if (entries.has(name)) throw new PermanentError('DUPLICATE_PART', name.slice(0, 100));
  entries.set(name, entry);
}

function inflate(buffer: Buffer, entry: Entry, budget: number): Buffer {
  if ((entry.generalPurposeBitFlag & encryptedFlag) !== 0) throw new PermanentError('ENCRYPTED');
  const compressed = compressedBytes(buffer, entry);
  if (entry.compressionMethod === stored) return within(compressed, budget);
  if (entry.compressionMethod !== deflated)
    throw new PermanentError('CORRUPT_ZIP', 'unknown compression method');
  try {
    return within(inflateRawSync(compressed, { maxOutputLength: Math.max(1, budget) }), budget);
  } catch (error) {
    const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw new PermanentError(tooLarge ? 'TOO_LARGE' : 'CORRUPT_ZIP', String(error), { cause: error });
  }
}

/** The local header repeats the name and may have other extra fields than the directory: its lengths are read there. */
function compressedBytes(buffer: Buffer, entry: Entry): Buffer {
  const header = entry.relativeOffsetOfLocalHeader;
  if (header + localHeaderBytes > buffer.length)
    throw new PermanentError('CORRUPT_ZIP', 'entry outside the file');
  const start =
    header + localHeaderBytes + buffer.readUInt16LE(header + 26) + buffer.readUInt16LE(header + 28);
  const end = start + entry.compressedSize;
  if (end > buffer.length) throw new PermanentError('CORRUPT_ZIP', 'entry outside the file');
  return buffer.subarray(start, end);
}

function within(content: Buffer, budget: number): Buffer {
  if (content.byteLength > budget) throw new PermanentError('TOO_LARGE', 'unpacked size');
  return content;
}
