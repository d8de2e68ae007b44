import PDFDocument from 'pdfkit';

/** Debian's `fonts-wqy-zenhei`; another TrueType font with Chinese glyphs by SAMPLE_FONT (and SAMPLE_FONT_FAMILY in a collection). */
const font = process.env.SAMPLE_FONT ?? '/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc';
const family = process.env.SAMPLE_FONT_FAMILY ?? 'WenQuanYiZenHei';
const margin = 80;

/** A PDF of these lines as an office prints it: centred title, first-line indent, hard wraps, running header, page numbers. */
export function makePdf(lines: readonly string[]): Promise<Uint8Array> {
  const [title = '', ...body] = lines;
  const document = new PDFDocument({ size: 'A4', margin, bufferPages: true, info: { Title: title } });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  document.font(font, family).fontSize(20).text(title, { align: 'center' }).moveDown();
  document.fontSize(14);
  for (const line of body) document.text(line, { indent: 28, lineGap: 8 });
  const { count } = document.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    document.switchToPage(page);
    // Outside the margins pdfkit would add a page for it.
    document.page.margins = { top: 0, bottom: 0, left: 0, right: 0 };
    document.fontSize(9).text(title, margin, 40, { lineBreak: false });
    document.text(`— ${page + 1} —`, 0, 800, { align: 'center', width: document.page.width, lineBreak: false });
  }
  const done = new Promise<Uint8Array>((resolve) => document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks)))));
  document.end();
  return done;
}
