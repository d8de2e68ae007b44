import type { ExportedFile } from '@nianbao/contracts';
import type { ExportFile } from './export-files.ts';
import { archiveBytes } from './zip.ts';

/** A ZIP archive of the files and, last, `manifest.json`, which `manifest` makes of what they came to. */
export function bundleBytes(
  files: readonly ExportFile[],
  manifest: (files: ExportedFile[]) => unknown,
): AsyncIterable<Uint8Array> {
  return archiveBytes(async (archive) => {
    for (const file of files)
      await archive.add(file.name, file.bytes(), { stored: /\.(xlsx|parquet)$/.test(file.name) });
    const text = `${JSON.stringify(manifest(files.map((file) => file.summary())), null, 2)}\n`;
    await archive.add('manifest.json', single(Buffer.from(text)));
  });
}

async function* single(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
