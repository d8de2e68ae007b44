import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { PermanentError } from '@nianbao/contracts';
import { PDFParse } from 'pdf-parse';
import type { PDFDocumentProxy } from 'pdfjs-dist';

const pdfjsFolder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

/** The pdf.js document behind pdf-parse. */
export type PdfDocument = PDFDocumentProxy;

/** Opens a PDF, hands it to `use` and frees it. An owner password does not hinder. Throws ENCRYPTED, PDF_CORRUPT. */
export async function withPdf<Result>(
  bytes: Uint8Array,
  use: (pdf: PdfDocument) => Promise<Result>,
): Promise<Result> {
  const parser = new PDFParse({
    // pdf.js takes the buffer over: it gets its own copy.
    data: new Uint8Array(bytes),
    // Without these a PDF whose Chinese fonts are not embedded gives an empty text and no error.
    cMapUrl: join(pdfjsFolder, 'cmaps') + sep,
    cMapPacked: true,
    standardFontDataUrl: join(pdfjsFolder, 'standard_fonts') + sep,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: 0,
  });
  try {
    return await use(await load(parser));
  } finally {
    await parser.destroy();
  }
}

async function load(parser: PDFParse): Promise<PdfDocument> {
  try {
    // Declared private, but the one way to the positions of the text.
    // biome-ignore lint/complexity/useLiteralKeys: only this form reaches a private member
    return await parser['load']();
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    const message = error instanceof Error ? error.message : String(error);
    throw new PermanentError(name === 'PasswordException' ? 'ENCRYPTED' : 'PDF_CORRUPT', message, {
      cause: error,
    });
  }
}
