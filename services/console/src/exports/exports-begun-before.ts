import { keys, type ObjectStore } from '@nianbao/object-store';
import { manifestName, readManifest } from './export-manifest.ts';

/** Folders of the complete scheduled exports in the bucket that were begun before this time. */
export async function exportsBegunBefore(
  store: Pick<ObjectStore, 'list' | 'getBytes'>,
  time: Date,
): Promise<string[]> {
  const folders: string[] = [];
  for await (const { key, lastModified } of store.list(keys.exportsPrefix)) {
    if (!key.endsWith(`/${manifestName}`)) continue;
    // The manifest is written at the end: one that is older need not be read.
    const isOlder = lastModified < time || new Date((await readManifest(store, key)).createdAt) < time;
    if (isOlder) folders.push(key.slice(0, -manifestName.length));
  }
  return folders;
}
