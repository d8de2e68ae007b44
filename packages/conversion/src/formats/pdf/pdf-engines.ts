import type { PdfEngine } from './pdf-engine.ts';
import { pdfiumEngine } from './pdfium-engine.ts';
import { pdfjsEngine } from './pdfjs-engine.ts';

/**
 * In order. On two dozen readable PDFs (LibreOffice, Chromium, Ghostscript, fonts not embedded) both give the same text; pdf.js alone
 * reads the layer that Tesseract puts over a scan, whose map of all characters to themselves PDFium passes over.
 */
export const pdfEngines: readonly PdfEngine[] = [pdfiumEngine, pdfjsEngine];
