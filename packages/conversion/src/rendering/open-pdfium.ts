import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { WrappedPdfiumModule } from '@embedpdf/pdfium';
import { PermanentError } from '@nianbao/contracts';

/** FPDF_ERR_PASSWORD of PDFium's fpdfview.h. */
const passwordError = 4;

let opened: Promise<WrappedPdfiumModule> | undefined;

/** PDFium, loaded on first use: most documents do without. */
export function openPdfium(): Promise<WrappedPdfiumModule> {
  opened ??= load();
  return opened;
}

/** Forgets the instance, which an abort leaves unusable; the next `openPdfium` makes a new one. */
export function forgetPdfium(): void {
  opened = undefined;
}

async function load(): Promise<WrappedPdfiumModule> {
  const { init } = await import('@embedpdf/pdfium');
  const program = await readFile(createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm'));
  const pdfium = await init({ wasmBinary: new Uint8Array(program).buffer });
  pdfium.PDFiumExt_Init();
  return pdfium;
}

/** PDFium's memory as it is now: it moves when it grows, so the view must not be kept. Emscripten's types, which the package leaves out. */
export function memoryOf({ pdfium }: WrappedPdfiumModule): Uint8Array {
  return (pdfium as unknown as { HEAPU8: Uint8Array }).HEAPU8;
}

/** Why PDFium did not open the last document. */
export function openingError(pdfium: WrappedPdfiumModule): PermanentError {
  const code = pdfium.FPDF_GetLastError();
  return new PermanentError(code === passwordError ? 'ENCRYPTED' : 'PDF_CORRUPT', `PDFium error ${code}`);
}
