import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import { ZipFile } from 'yazl';
import { collect } from './collect.ts';

const samples = fileURLToPath(new URL('../samples/reports', import.meta.url));
const docx = () => readFileSync(join(samples, '04-柳河镇2024.docx'));

/** Files that people upload and that are no readable report, with the state and code each must end in. */
export async function badFiles(): Promise<
  { name: string; bytes: Buffer; state: string; code: string | null }[]
> {
  return [
    { name: '空文件.docx', bytes: Buffer.alloc(0), state: 'failed', code: 'EMPTY_FILE' },
    { name: '空白.txt', bytes: Buffer.from(' \n\n　\n'), state: 'failed', code: 'EMPTY_TEXT' },
    { name: '其实是word.pdf', bytes: docx(), state: 'published', code: null },
    { name: '加密.pdf', bytes: await encryptedPdf(), state: 'failed', code: 'ENCRYPTED' },
    { name: '半截.docx', bytes: docx().subarray(0, 4_000), state: 'failed', code: 'CORRUPT_ZIP' },
    {
      name: '程序.docx',
      bytes: Buffer.from(`MZ${'\0'.repeat(200)}PE\0\0`, 'latin1'),
      state: 'unsupported',
      code: 'UNSUPPORTED_TYPE',
    },
    { name: '版式.ofd', bytes: await ofd(), state: 'unsupported', code: 'UNSUPPORTED_OFD' },
    {
      name: '坏的.pdf',
      bytes: Buffer.from('%PDF-1.7\nnot a pdf at all'),
      state: 'failed',
      code: 'PDF_CORRUPT',
    },
  ];
}

function encryptedPdf(): Promise<Buffer> {
  const document = new PDFDocument({ userPassword: 'secret', pdfVersion: '1.7ext3' });
  return collect(document, () => document.text('secret').end());
}

function ofd(): Promise<Buffer> {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from('<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" DocType="OFD"/>'), 'OFD.xml');
  return collect(zip.outputStream, () => zip.end());
}
