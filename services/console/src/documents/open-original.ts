import type { DocumentSummary } from '@nianbao/contracts';
import { keys, ObjectNotFoundError, type ObjectStore } from '@nianbao/object-store';
import { consoleProblem } from '../console-problem.ts';

/** The kept bytes; before intake has kept them, or when they are gone, the upload itself. */
export async function openOriginal(store: ObjectStore, { documentId, batchId, name }: DocumentSummary) {
  const incoming = [keys.incoming(batchId, name), `${keys.incomingPrefix}${name}`];
  const candidates = documentId === null ? incoming : [keys.original(documentId), ...incoming];
  for (const key of candidates) {
    try {
      return await store.get(key);
    } catch (error) {
      if (!(error instanceof ObjectNotFoundError)) throw error;
    }
  }
  throw consoleProblem('ORIGINAL_MISSING', name);
}
