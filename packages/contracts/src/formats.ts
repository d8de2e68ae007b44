import { z } from 'zod';

/** What a file is, by its bytes. The formats without a converter end as `unsupported`. */
export const FileFormat = z.enum([
  'docx',
  'pdf',
  'txt',
  'doc',
  'html',
  'rtf',
  'odt',
  'ofd',
  'wps',
  'image',
  'zip',
  'executable',
  'unknown',
]);
export type FileFormat = z.infer<typeof FileFormat>;

/** The formats that have a converter. */
export const readableFormats = [
  'docx',
  'pdf',
  'txt',
  'doc',
  'html',
  'rtf',
  'odt',
  'image',
] as const satisfies readonly FileFormat[];

export function isReadable(format: FileFormat): boolean {
  return (readableFormats as readonly FileFormat[]).includes(format);
}
