import type { SkipReason } from './upload-file.ts';

/** Names that reports come under. What the service cannot read of these it says itself, in the batch's account. */
const reportExtensions = new Set([
  'docx',
  'pdf',
  'txt',
  'doc',
  'wps',
  'ofd',
  'rtf',
  'odt',
  'htm',
  'html',
  'mht',
  'mhtml',
  'png',
  'jpg',
  'jpeg',
  'tif',
  'tiff',
  'gif',
  'bmp',
  'webp',
]);
const archiveExtensions = new Set(['rar', '7z', 'tar', 'gz', 'tgz', 'bz2', 'xz', 'cab']);
/** DOS/Windows programs, ELF, Mach-O. */
const executableMagic = [
  [0x4d, 0x5a],
  [0x7f, 0x45, 0x4c, 0x46],
  [0xcf, 0xfa, 0xed, 0xfe],
];

/** How many leading bytes `sniffReport` wants to see. */
export const sniffedBytes = 4096;

/** Null when the file may be a report; else why it is not uploaded. Goes by the name, and by the first bytes where the name says nothing. */
export function sniffReport(name: string, head: Uint8Array): SkipReason | null {
  if (executableMagic.some((magic) => startsWith(head, magic)) && !looksLikeText(head)) return 'executable';
  const extension = extensionOf(name);
  if (reportExtensions.has(extension)) return null;
  if (archiveExtensions.has(extension)) return 'archive-format';
  return hasReportMagic(head) ? null : 'not-a-report';
}

export function isZipName(name: string): boolean {
  return extensionOf(name) === 'zip';
}

function extensionOf(name: string): string {
  return /\.([^./\\]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** A PDF, or a zip whose first entries are a Word document's. */
function hasReportMagic(head: Uint8Array): boolean {
  const text = Buffer.from(head).toString('latin1');
  if (text.startsWith('%PDF-')) return true;
  return text.startsWith('PK\x03\x04') && (text.includes('word/') || text.includes('OFD.xml'));
}

/** A text may begin with "MZ"; a program holds zero bytes in its header. */
function looksLikeText(head: Uint8Array): boolean {
  return !head.includes(0);
}

function startsWith(head: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => head[at] === byte);
}
