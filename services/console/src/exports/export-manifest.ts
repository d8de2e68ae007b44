import {
  type ExportedFile,
  ExportManifest,
  type ExportQuery,
  type ExportRequest,
  resultSchemaVersion,
} from '@nianbao/contracts';
import type { ObjectStore } from '@nianbao/object-store';
import product from '../../package.json' with { type: 'json' };

/** Of the object that a scheduled export writes last. */
export const manifestName = 'manifest.json';
const maxManifestBytes = 1_000_000;

/** What is kept beside an export: what was asked for, by which version, and what came of it. */
export function exportManifest(
  { columns, ...request }: ExportRequest & Pick<ExportQuery, 'columns'>,
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
    ...(columns && { columns }),
    files,
  };
}

/** Throws what reading throws, and SyntaxError or ZodError for what is no manifest. */
export async function readManifest(
  store: Pick<ObjectStore, 'getBytes'>,
  key: string,
): Promise<ExportManifest> {
  return ExportManifest.parse(
    JSON.parse(Buffer.from(await store.getBytes(key, maxManifestBytes)).toString()),
  );
}
