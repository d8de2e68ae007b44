import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import { ZipFile } from 'yazl';
import { makeReports } from '../../infra/bench/make-reports.ts';
import { collect } from './collect.ts';

type MakeBroken = (n: number) => Promise<{ extension: string; bytes: Uint8Array | string }>;

const sample = fileURLToPath(new URL('../samples/reports/04-柳河镇2024.docx', import.meta.url));

/** Five ways in which a file cannot be read, by the code each ends in; no two files are alike. */
const broken: Record<string, MakeBroken> = {
  EMPTY_TEXT: async (n) => ({ extension: 'txt', bytes: ' \n'.repeat(n + 1) }),
  PDF_CORRUPT: async (n) => ({ extension: 'pdf', bytes: `%PDF-1.7\nnot a pdf at all ${n}` }),
  CORRUPT_ZIP: async (n) => ({ extension: 'docx', bytes: (await readFile(sample)).subarray(0, 4_000 + n) }),
  ENCRYPTED: async (n) => ({ extension: 'pdf', bytes: await encryptedPdf(n) }),
  MALFORMED_XML: async (n) => ({ extension: 'docx', bytes: await brokenDocx(n) }),
};

/** The codes of what fails in a troubled batch. */
export const troubles = Object.keys(broken);

/** Writes `count` files into a folder, `failing` of them broken in five ways. */
export async function writeTroubledBatch(folder: string, count: number, failing: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { name, bytes } of await makeReports('txt', count - failing))
    await writeFile(join(folder, name), bytes);
  for (let n = 0; n < failing; n += 1) {
    const [code = '', make] = Object.entries(broken)[n % troubles.length] ?? [];
    const file = await make?.(n);
    if (file) await writeFile(join(folder, `坏-${n}-${code}.${file.extension}`), file.bytes);
  }
}

function encryptedPdf(n: number): Promise<Buffer> {
  const document = new PDFDocument({ userPassword: 'secret', pdfVersion: '1.7ext3' });
  return collect(document, () => document.text(`secret ${n}`).end());
}

function brokenDocx(n: number): Promise<Buffer> {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from('<Types/>'), '[Content_Types].xml');
  zip.addBuffer(Buffer.from(`<w:document><w:body><w:p>${n}</w:body>`), 'word/document.xml');
  return collect(zip.outputStream, () => zip.end());
}
