import type { ConvertedDocument } from '@nianbao/contracts';

/** Sizes over which a file is refused with `TOO_LARGE` or `TOO_DEEP` before or while it is unpacked. */
export interface ConversionLimits {
  /** The file itself, bytes. */
  fileBytes: number;
  /** All parts of an Office file that are inflated, together, bytes. */
  inflatedBytes: number;
  /** Open XML elements at one time. */
  xmlDepth: number;
  /** Pages of a PDF. */
  pages: number;
  /** Pages of a document that are read from their pictures; a page takes seconds. */
  ocrPages: number;
  /** Canonical text, UTF-16 code units. */
  textLength: number;
}

/** One format: bytes in, canonical text with structure out. Throws `PermanentError` when the file is at fault. */
export type Converter = (bytes: Uint8Array, limits: ConversionLimits) => Promise<ConvertedDocument>;

export const defaultLimits: ConversionLimits = {
  fileBytes: 100 * 1024 * 1024,
  inflatedBytes: 64 * 1024 * 1024,
  xmlDepth: 400,
  pages: 2000,
  ocrPages: 100,
  // A report has some ten thousand; this is a book of 1,500 pages, and what the analysis reads in some seconds.
  textLength: 1_000_000,
};
