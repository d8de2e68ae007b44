import { stat } from 'node:fs/promises';
import { basename, dirname, extname, relative, resolve } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { CliError } from '../cli-error.ts';
import type { Messages } from '../messages/index.ts';
import { collectFile, collectFolder } from './collect-folder.ts';
import { isIgnoredPath } from './ignored-name.ts';
import { isZipName } from './sniff-report.ts';
import type { Collection, UploadFile } from './upload-file.ts';

/**
 * Files, folders, globs and archives as one list of files to upload. With one input, names are relative to it; with several,
 * folders and archives put their own name in front. Throws `CliError` for a path that does not exist, before anything is sent.
 */
export async function collectUploads(
  inputs: readonly string[],
  cwd: string,
  t: Messages,
): Promise<Collection> {
  const collections: Collection[] = [];
  for (const input of inputs) collections.push(...(await collectInput(input, cwd, inputs.length > 1, t)));
  return {
    files: withUniqueNames(collections.flatMap((collection) => collection.files)),
    skipped: collections.flatMap((collection) => collection.skipped),
    ignored: collections.reduce((sum, collection) => sum + collection.ignored, 0),
    async close() {
      for (const collection of collections) await collection.close();
    },
  };
}

async function collectInput(
  input: string,
  cwd: string,
  several: boolean,
  t: Messages,
): Promise<Collection[]> {
  const path = resolve(cwd, input);
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) return collectFolder(path, several ? `${basename(path)}/` : '');
  if (found?.isFile()) {
    const name = isZipName(path) && !several ? '' : basename(path);
    return [await collectFile({ path, name, origin: path })];
  }
  const matches = isDynamicPattern(input) ? await collectGlob(input, cwd) : [];
  if (matches.length === 0) throw new CliError('badInput', t.errors.notFound(input));
  return matches;
}

async function collectGlob(pattern: string, cwd: string): Promise<Collection[]> {
  const paths = await glob(pattern, {
    cwd,
    absolute: true,
    dot: false,
    followSymbolicLinks: false,
    expandDirectories: false,
  });
  const base = commonFolder(paths);
  const collections: Collection[] = [];
  for (const path of paths.sort()) {
    const name = relative(base, path).replaceAll('\\', '/');
    if (!isIgnoredPath(name)) collections.push(await collectFile({ path, name, origin: path }));
  }
  return collections;
}

function commonFolder(paths: readonly string[]): string {
  let folder = dirname(paths[0] ?? '.');
  while (paths.some((path) => !path.startsWith(`${folder}/`)) && dirname(folder) !== folder)
    folder = dirname(folder);
  return folder;
}

/** Two files of one name would overwrite each other in the batch: the second becomes `name (2).docx`. */
function withUniqueNames(files: readonly UploadFile[]): UploadFile[] {
  const taken = new Set<string>();
  return files.map((file) => {
    let name = file.name;
    const extension = extname(name);
    for (let n = 2; taken.has(name); n++) {
      name = `${file.name.slice(0, file.name.length - extension.length)} (${n})${extension}`;
    }
    taken.add(name);
    return { ...file, name };
  });
}
