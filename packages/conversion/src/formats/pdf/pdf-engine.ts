import type { LossLedger } from '../../loss-ledger.ts';
import type { PdfPage } from './pdf-page.ts';

/** Which pages (1-based) to read of so many; may throw to refuse. */
export type PageChoice = (count: number) => readonly number[];

/** One way to read a PDF's text layer with positions. */
export interface PdfEngine {
  /** Name and version, for provenance. */
  name: string;
  /**
   * The chosen pages. A page that is broken for itself is missing and a loss of kind `truncated`. An owner password does
   * not hinder. Throws ENCRYPTED, PDF_CORRUPT, and what `choose` throws.
   */
  read(bytes: Uint8Array, choose: PageChoice, losses: LossLedger): Promise<PdfPage[]>;
}
