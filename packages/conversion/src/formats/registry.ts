import type { FileFormat } from '@nianbao/contracts';
import type { Converter } from '../converter.ts';

/** A format is one file and one line here, loaded with its first document: their libraries take over a second together. */
export const converters: Partial<Record<FileFormat, Converter>> = {
  doc: async (...given) => (await import('./doc/convert-doc.ts')).convertDoc(...given),
  docx: async (...given) => (await import('./docx/convert-docx.ts')).convertDocx(...given),
  html: async (...given) => (await import('./html/convert-html.ts')).convertHtml(...given),
  image: async (...given) => (await import('./image/convert-image.ts')).convertImage(...given),
  odt: async (...given) => (await import('./odt/convert-odt.ts')).convertOdt(...given),
  pdf: async (...given) => (await import('./pdf/convert-pdf.ts')).convertPdf(...given),
  rtf: async (...given) => (await import('./rtf/convert-rtf.ts')).convertRtf(...given),
  txt: async (...given) => (await import('./txt/convert-txt.ts')).convertTxt(...given),
};
