import {
  type ExportedFile,
  type ExportManifest,
  type ExportRequest,
  resultSchemaVersion,
} from '@nianbao/contracts';
import product from '../../package.json' with { type: 'json' };

/** What is kept beside an export: what was asked for, by which version, and what came of it. */
export function exportManifest(
  request: ExportRequest,
  createdAt: Date,
  files: ExportedFile[],
): ExportManifest {
  const { format, lang, tables: _tables, ...filter } = request;
  return {
    manifestVersion: 1,
    createdAt: createdAt.toISOString(),
    productVersion: product.version,
    resultSchemaVersion,
    format,
    lang,
    filter,
    files,
  };
}
