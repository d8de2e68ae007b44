import { crc32 } from 'node:zlib';
import iconv from 'iconv-lite';

/** What an archive says about one name. */
export interface RawEntryName {
  bytes: Buffer;
  /** General purpose bit 11. */
  utf8Flag: boolean;
  extraFields: readonly { id: number; data: Buffer }[];
}

type Charset = 'utf-8' | 'gb18030' | 'cp437';

/** Info-ZIP Unicode Path Extra Field: version 1, CRC-32 of the plain name, the name in UTF-8 (APPNOTE.TXT 4.6.9). */
const unicodePathField = 0x7075;

/**
 * Picks the charset of an archive's unmarked names. Windows' own zipper writes the system's code page (GBK in China),
 * macOS writes UTF-8 without marking it, and the standard's CP437 is what is left. All unmarked names of an archive come from
 * one program, so one name that is no UTF-8 settles it for all.
 */
export function charsetOfNames(names: readonly RawEntryName[]): Charset {
  const unmarked = names.filter((name) => markedName(name) === null && name.bytes.some((byte) => byte > 127));
  if (unmarked.every(({ bytes }) => isUtf8(bytes))) return 'utf-8';
  return unmarked.every(({ bytes }) => isGbk(bytes)) ? 'gb18030' : 'cp437';
}

/** The name as a person wrote it: marked UTF-8 or the Unicode extra field where there is one, else by the archive's charset. */
export function decodeEntryName(name: RawEntryName, charset: Charset): string {
  return (markedName(name) ?? iconv.decode(name.bytes, charset)).normalize('NFC');
}

/** A name on disk, which is bytes: an archive of Chinese Windows, unpacked elsewhere, leaves GBK names behind. */
export function decodeFileName(bytes: Buffer): string {
  const name: RawEntryName = { bytes, utf8Flag: false, extraFields: [] };
  return decodeEntryName(name, charsetOfNames([name]));
}

/**
 * A relative path with `/` that cannot leave its folder: no drive letters, roots, `.` and `..`, no control characters.
 * Null when nothing is left of it.
 */
export function safeEntryPath(name: string): string | null {
  const segments = name
    .replaceAll('\\', '/')
    .split('/')
    .map((segment) =>
      segment
        .replace(/\p{Cc}/gu, '')
        .replace(/^[a-z]:$/i, '')
        .trim(),
    )
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..');
  return segments.length === 0 ? null : segments.join('/');
}

function markedName({ bytes, utf8Flag, extraFields }: RawEntryName): string | null {
  const field = extraFields.find(({ id }) => id === unicodePathField)?.data;
  // A field whose checksum is of another name is a leftover of renaming.
  if (field && field.length > 5 && field[0] === 1 && field.readUInt32LE(1) === crc32OfName(bytes)) {
    return field.subarray(5).toString('utf8');
  }
  return utf8Flag && isUtf8(bytes) ? bytes.toString('utf8') : null;
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Decodes without error, and to Chinese rather than to the odd letters that Western bytes make. */
function isGbk(bytes: Buffer): boolean {
  const text = iconv.decode(bytes, 'gb18030');
  return !text.includes('\ufffd') && /\p{Script=Han}/u.test(text) && !/\p{Co}/u.test(text);
}

function crc32OfName(bytes: Buffer): number {
  return crc32(bytes) >>> 0;
}
