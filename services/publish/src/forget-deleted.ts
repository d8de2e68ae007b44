import type { Catalogue } from '@nianbao/catalogue';
import type { Result } from '@nianbao/contracts';
import { keys, type ObjectStore } from '@nianbao/object-store';

interface Parts {
  catalogue: Pick<Catalogue, 'recorded'>;
  store: ObjectStore;
}

/**
 * True for the result of a document that was deleted while its job went from one stage to the next: the ledger has no such upload, and the
 * store has neither its object nor the original. What was made of it since is removed. (A catalogue that was lost has no such upload
 * either, but there the objects are.)
 */
export async function forgetDeleted({ catalogue, store }: Parts, result: Result): Promise<boolean> {
  const { documentId, source } = result;
  if ((await catalogue.recorded([source.uploadId])).has(source.uploadId)) return false;
  for (const key of [keys.original(documentId), source.key])
    if ((await store.head(key)) !== null) return false;
  const made: string[] = [];
  for (const prefix of [...keys.ofDocument(documentId), keys.ofUpload(source.uploadId)])
    for await (const { key } of store.list(prefix)) made.push(key);
  await store.delete(made);
  return true;
}
