import {
  type ConvertedDocument,
  type ErrorCode,
  type FileFormat,
  hasUnreadPages,
  PermanentError,
} from '@nianbao/contracts';
import { type ConversionLimits, defaultLimits } from './converter.ts';
import { converters } from './formats/registry.ts';
import { refusedKind, sniff } from './sniff.ts';

export interface ConvertOptions {
  /** The uploaded file's name; its extension only breaks ties. */
  name?: string;
  limits?: Partial<ConversionLimits>;
}

/** Formats without a converter for which the clerk can be told more than that. */
const refusals: Partial<Record<FileFormat, ErrorCode>> = {
  executable: 'UNSUPPORTED_TYPE',
  zip: 'UNSUPPORTED_ARCHIVE',
  ofd: 'UNSUPPORTED_OFD',
  wps: 'UNSUPPORTED_WPS',
  image: 'UNSUPPORTED_IMAGE',
};

/**
 * Bytes to canonical text, in this process. Hostile files can hang or exhaust it: services use `createConverterPool`.
 * Throws `PermanentError` with a code of the input, policy or capacity categories.
 */
export async function convert(bytes: Uint8Array, options: ConvertOptions = {}): Promise<ConvertedDocument> {
  const limits = { ...defaultLimits, ...options.limits };
  if (bytes.byteLength === 0) throw new PermanentError('EMPTY_FILE');
  const format = sniff(bytes, options.name);
  const converter = converters[format];
  if (converter === undefined)
    throw new PermanentError(
      refusals[format] ?? 'UNSUPPORTED_TYPE',
      format === 'executable' ? `a program: ${refusedKind(bytes)}` : `format: ${format}`,
    );
  if (bytes.byteLength > limits.fileBytes) {
    throw new PermanentError('TOO_LARGE', `${bytes.byteLength} bytes, limit ${limits.fileBytes}`);
  }
  const document = await converter(bytes, limits);
  if (document.text.trim() === '' && !hasUnreadPages(document)) throw new PermanentError('EMPTY_TEXT');
  return document;
}
