import type { FileFormat } from '@nianbao/contracts';
import type { Converter } from '../converter.ts';
import { convertDoc } from './doc/convert-doc.ts';
import { convertDocx } from './docx/convert-docx.ts';
import { convertHtml } from './html/convert-html.ts';
import { convertOdt } from './odt/convert-odt.ts';
import { convertImage } from './image/convert-image.ts';
import { convertPdf } from './pdf/convert-pdf.ts';
import { convertRtf } from './rtf/convert-rtf.ts';
import { convertTxt } from './txt/convert-txt.ts';

/** A format is one file and one line here. */
export const converters: Partial<Record<FileFormat, Converter>> = {
  doc: convertDoc,
  docx: convertDocx,
  html: convertHtml,
  odt: convertOdt,
  pdf: convertPdf,
  rtf: convertRtf,
  txt: convertTxt,
  image: convertImage,
};
