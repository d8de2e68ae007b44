import type { FileFormat } from '@nianbao/contracts';
import signatures from './data/signatures.json' with { type: 'json' };
import { isWebArchive } from './formats/html/open-web-archive.ts';
import { looksLikeText } from './formats/txt/detect-encoding.ts';

const pdfHeaderWindow = 1024;
const textSample = 65_536;

/**
 * What a file is, by its bytes: `head` may be the whole file (best: a zip's directory stands at its end) or its beginning.
 * The name's extension only breaks ties, as for a damaged zip or a legacy container without a known stream.
 */
export function sniff(head: Uint8Array, name = ''): FileFormat {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const extension = /\.([a-z0-9]+)$/iu.exec(name)?.[1]?.toLowerCase() ?? '';
  if (bytes.length === 0) return 'unknown';
  if (bytes.subarray(0, pdfHeaderWindow).includes('%PDF-')) return 'pdf';
  const magic = findMagic(bytes);
  if (magic?.format === 'zip') return sniffZip(bytes, extension);
  if (magic?.format === 'ole') return sniffOle(bytes, extension);
  if (magic !== undefined && isBinaryHead(bytes)) return magic.format as FileFormat;
  return sniffText(bytes, extension);
}

/** The kind of a program (`ELF`, `MZ`) or picture (`GIF`) that is refused. */
export function refusedKind(head: Uint8Array): string {
  const magic = findMagic(Buffer.from(head.buffer, head.byteOffset, head.byteLength));
  return magic !== undefined && 'kind' in magic ? magic.kind : 'unknown';
}

function findMagic(bytes: Buffer) {
  return signatures.magic.find((entry) => startsWithHex(bytes, entry.hex));
}

function sniffZip(bytes: Buffer, extension: string): FileFormat {
  for (const { marker, format } of signatures.zipEntries) {
    if (bytes.includes(marker)) return format as FileFormat;
  }
  return extension === 'docx' || extension === 'odt' ? extension : 'zip';
}

/** A password-protected .docx is an OLE file too: it is named docx, so that its converter can say ENCRYPTED. */
function sniffOle(bytes: Buffer, extension: string): FileFormat {
  if (bytes.includes(utf16('EncryptedPackage'))) return 'docx';
  // WPS Writer saves a Word 97 document under its own extension; older WPS and Microsoft Works hold something else.
  if (bytes.includes(utf16('WordDocument')) || extension === 'doc') return 'doc';
  if (extension === 'wps') return 'wps';
  return 'unknown';
}

function sniffText(bytes: Buffer, extension: string): FileFormat {
  const sample = bytes.subarray(0, textSample);
  const opening = sample.subarray(0, pdfHeaderWindow).toString('latin1').replace(/^ï»¿/u, '').trimStart();
  if (/^<(?:!doctype\s+html|html|head|body|meta|title|table|div|p)[\s>/]/iu.test(opening)) return 'html';
  if (/^(?:<\?xml[^>]*>|<!--[\s\S]*?-->)?\s*<(?:!doctype\s+html|html)[\s>]/iu.test(opening)) return 'html';
  if (isWebArchive(sample)) return 'html';
  if (opening.startsWith('<?xml') || /^MIME-Version:/iu.test(opening)) return 'unknown';
  if (/^s?html?$/u.test(extension) && looksLikeText(sample)) return 'html';
  if (extension === 'txt' || looksLikeText(sample)) return 'txt';
  return 'unknown';
}

/** "MZ" and "BM" also begin words; a program or a picture has control bytes near its start. */
function isBinaryHead(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 64);
  return (
    start.toString('latin1').startsWith('{\\rtf') ||
    start.some((byte) => byte < 9 || (byte > 13 && byte < 27))
  );
}

function startsWithHex(bytes: Buffer, hex: string): boolean {
  return bytes.subarray(0, hex.length / 2).toString('hex') === hex;
}

function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le');
}
