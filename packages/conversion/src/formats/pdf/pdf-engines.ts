import type { PdfEngine } from './pdf-engine.ts';
import { pdfiumEngine } from './pdfium-engine.ts';
import { pdfjsEngine } from './pdfjs-engine.ts';

/**
 * In order. Measured on 28 readable PDFs of eight writers both give the same text, character for character; pdf.js alone
 * reads the layer that Tesseract puts over a scan, whose map of all characters to themselves PDFium passes over.
 */
export const pdfEngines: readonly PdfEngine[] = [pdfiumEngine, pdfjsEngine];
