import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import iconv from 'iconv-lite';
import { makeDocx } from './make-docx.ts';
import { makePdf } from './make-pdf.ts';

/**
 * Writes the sample reports of tests/samples/reports from their sources: `pnpm samples`. The reports are committed; run it
 * after a source has changed. All places and figures are invented.
 */
const samples = fileURLToPath(new URL('../../tests/samples', import.meta.url));
type Maker = (lines: string[]) => Promise<Uint8Array> | Uint8Array;
const text = (encoding: string, options: { addBOM?: boolean; newline?: string } = {}): Maker => {
  return (lines) => iconv.encode(lines.join(options.newline ?? '\n'), encoding, { addBOM: options.addBOM ?? false });
};

const makers: Record<string, [extension: string, make: Maker]> = {
  '01': ['docx', (lines) => makeDocx(lines, { automaticNumbering: true })],
  '02': ['pdf', (lines) => makePdf(lines)],
  '03': ['txt', text('gb18030')],
  '04': ['docx', (lines) => makeDocx(lines, {})],
  '05': ['pdf', (lines) => makePdf(lines)],
  '06': ['txt', text('utf8', { newline: '\r\n' })],
  '07': ['docx', (lines) => makeDocx(lines, {})],
  '08': ['docx', (lines) => makeDocx(lines, { trackedChange: true, headerAndFooter: '梅湾镇人民政府文件' })],
  '09': ['txt', text('utf8', { addBOM: true })],
  '10': ['pdf', (lines) => makePdf(lines)],
  '11': ['docx', (lines) => makeDocx(lines, { headerAndFooter: '松岭县司法局', footnote: '数据截至2024年12月31日。' })],
  '12': ['txt', text('utf16le', { addBOM: true })],
  '15': ['docx', (lines) => makeDocx(lines, {})],
  '16': ['txt', text('utf8')],
};

mkdirSync(join(samples, 'reports'), { recursive: true });
for (const source of readdirSync(join(samples, 'sources')).sort()) {
  const [extension, make] = makers[source.slice(0, 2)] ?? ['txt', text('utf8')];
  const lines = readFileSync(join(samples, 'sources', source), 'utf8').trimEnd().split('\n');
  const bytes = await make(lines);
  writeFileSync(join(samples, 'reports', source.replace(/\.txt$/, `.${extension}`)), bytes);
  // The same bytes under another name, and half a file: what archives hold besides reports.
  if (source.startsWith('01')) writeFileSync(join(samples, 'reports', `13-${source.slice(3, -4)}（重复上传）.docx`), bytes);
  if (source.startsWith('04')) writeFileSync(join(samples, 'reports', '14-损坏的文件.docx'), bytes.subarray(0, bytes.length / 2));
}
