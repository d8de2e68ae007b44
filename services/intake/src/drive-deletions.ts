import type { Catalogue, DueDeletion } from '@nianbao/catalogue';
import { keys, type ObjectStore } from '@nianbao/object-store';
import type { Pipeline } from '@nianbao/pipeline';
import type { Logger } from '@nianbao/service-kit';

interface DeletionParts {
  catalogue: Catalogue;
  pipeline: Pick<Pipeline, 'forget'>;
  store: ObjectStore;
  log: Logger;
}

const page = 200;

/**
 * Deletes what is due: jobs first, so that nothing is made anew, then objects, then rows; each step may be repeated. What a
 * worker has in hand waits for the next time, and so does what has become a document or got a result while jobs were looked for: it may
 * have jobs of another name.
 */
export async function driveDeletions(parts: DeletionParts, signal: AbortSignal): Promise<void> {
  const due = await parts.catalogue.dueDeletions(page);
  if (due.length === 0) return;
  const busy = await parts.pipeline.forget(due.flatMap(idsOf));
  const unchanged = new Set((await parts.catalogue.dueDeletions(page)).map((item) => idsOf(item).join()));
  for (const item of due) {
    signal.throwIfAborted();
    const ids = idsOf(item);
    if (!unchanged.has(ids.join()) || ids.some((id) => busy.has(id))) continue;
    const objects = await deleteObjects(parts.store, item);
    const ended = await parts.catalogue.forget(item, objects);
    await deleteLate(parts, item);
    if (ended) await keepReceipt(parts, item.deletionId);
  }
}

function idsOf({ subjectId, documentId, uploads, resultIds }: DueDeletion): string[] {
  const ids = [subjectId, documentId ?? subjectId, ...uploads.map(({ uploadId }) => uploadId), ...resultIds];
  return [...new Set(ids)].sort();
}

async function deleteObjects(
  store: ObjectStore,
  { documentId, uploads, rehearsals }: DueDeletion,
): Promise<number> {
  const gone: string[] = [];
  const prefixes = [
    ...(documentId === null
      ? []
      : [...keys.ofDocument(documentId), ...rehearsals.map((run) => keys.rehearsal(run, documentId))]),
    // What failed before its content was known lies under the upload's id.
    ...uploads.flatMap(({ uploadId }) => [keys.ofUpload(uploadId), ...keys.ofDocument(uploadId)]),
  ];
  for (const prefix of prefixes) for await (const { key } of store.list(prefix)) gone.push(key);
  for (const { key, etag } of uploads) {
    // Another upload may have taken the name since.
    if ((await store.head(key))?.etag === etag) gone.push(key);
  }
  const all = [...new Set(gone)];
  await store.delete(all);
  return all.length;
}

/**
 * What a job stored since that still found the rows. One that looks later finds none and removes what it made itself; what was uploaded
 * again meanwhile is let be.
 */
async function deleteLate({ catalogue, store }: DeletionParts, { documentId, uploads }: DueDeletion) {
  const uploadIds = uploads.map(({ uploadId }) => uploadId);
  if ((await catalogue.recorded(uploadIds)).size > 0) return;
  const late: string[] = [];
  for (const id of [...(documentId === null ? [] : [documentId]), ...uploadIds])
    for (const prefix of keys.madeOfDocument(id))
      for await (const { key } of store.list(prefix)) late.push(key);
  await store.delete(late);
}

async function keepReceipt({ catalogue, store, log }: DeletionParts, deletionId: string): Promise<void> {
  const items = [];
  let after: string | null = null;
  for (;;) {
    const receipt = await catalogue.deletionReceipt(deletionId, after, 1_000);
    if (!receipt) return;
    items.push(...receipt.items);
    after = receipt.nextAfter;
    if (after !== null) continue;
    const { deletion } = receipt;
    await store.put(keys.receipt(deletionId), JSON.stringify({ deletion, items }), {
      contentType: 'application/json',
    });
    log.info({ event: 'deletion', ...deletion }, 'deleted');
    return;
  }
}
