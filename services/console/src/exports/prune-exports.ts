import type { ExportSchedule } from '@nianbao/contracts';
import { keys, type ObjectStore } from '@nianbao/object-store';
import { manifestName } from './export-manifest.ts';

/**
 * Removes what a scheduled export wrote before its newest `keep` complete runs, and what runs left that were never completed.
 * `current` is the folder of the run that was just completed; folders sort by time.
 */
export async function pruneExports(
  store: ObjectStore,
  { name, keep }: Pick<ExportSchedule, 'name' | 'keep'>,
  current: string,
): Promise<void> {
  const folders = new Map<string, string[]>();
  for await (const { key } of store.list(keys.exportsOf(name))) {
    const folder = key.slice(0, key.lastIndexOf('/') + 1);
    folders.set(folder, [...(folders.get(folder) ?? []), key]);
  }
  const complete = [...folders].filter(([folder, held]) => held.includes(folder + manifestName));
  const kept = new Set([current, ...complete.map(([folder]) => folder).slice(-keep)]);
  const gone = [...folders].filter(([folder]) => !kept.has(folder)).flatMap(([, held]) => held);
  if (gone.length > 0) await store.delete(gone);
}
