import { clean, type GatheredFile } from './gather-files.ts';
import { openZipEntry } from './open-zip-entry.ts';
import { fault, readZipDirectory } from './zip-directory.ts';

/** Archives in archives, so deep. */
const maxDepth = 3;
const maxFiles = 50_000;

/**
 * The files with those in .zip archives in place of the archives. Each is unpacked when its turn to be sent comes, so that an archive
 * of thousands takes no more memory than four of them. What cannot be read stays in the list and fails when it is opened.
 */
export async function unpackArchives(files: readonly GatheredFile[], depth = 0): Promise<GatheredFile[]> {
  const found: GatheredFile[] = [];
  for (const file of files) {
    if (!/\.zip$/i.test(file.name) || depth === maxDepth) found.push(file);
    else for (const inner of await unpack(file, depth)) found.push(inner);
    if (found.length > maxFiles) return [...found.slice(0, maxFiles), broken(file, fault('zip-many'))];
  }
  return found;
}

async function unpack(file: GatheredFile, depth: number): Promise<GatheredFile[]> {
  try {
    const archive = await file.open();
    const folder = file.name.replace(/\.zip$/i, '');
    const entries = await readZipDirectory(archive);
    const files = entries.map((entry) => ({
      name: `${folder}/${entry.name}`,
      bytes: entry.bytes,
      open: () => openZipEntry(archive, entry),
    }));
    return await unpackArchives(clean(files), depth + 1);
  } catch (error) {
    return [broken(file, error)];
  }
}

const broken = (file: GatheredFile, error: unknown): GatheredFile => ({
  ...file,
  open: () => Promise.reject(error),
});
