import { createHash } from 'node:crypto';
import type { Sha256 } from '@nianbao/contracts';

/** Where everything lies in the bucket. */
export const keys = {
  incomingPrefix: 'incoming/',
  resultsPrefix: 'results/',
  /** What uploaders write: `incoming/<batch>/<name>`. */
  incoming: (batchId: string, name: string) => `incoming/${batchId}/${name}`,
  /** The document's bytes, kept whatever happens to the upload. */
  original: (documentId: Sha256) => `documents/${documentId}/original`,
  uploadsPrefix: 'uploads/',
  /** What intake found an upload to be. */
  upload: (uploadId: Sha256, fingerprint: string) => `uploads/${uploadId}/${fingerprint}.json`,
  artefact: (documentId: Sha256, stage: string, fingerprint: string) =>
    `artefacts/${documentId}/${stage}/${fingerprint}.json`,
  result: (documentId: Sha256, fingerprint: string) => `results/${documentId}/${fingerprint}.json`,
  /** What stages made of a document. */
  madeOfDocument: (documentId: Sha256) => [`artefacts/${documentId}/`, `results/${documentId}/`] as const,
  /** The same, and its bytes. */
  ofDocument: (documentId: Sha256) =>
    [`documents/${documentId}/`, ...keys.madeOfDocument(documentId)] as const,
  ofUpload: (uploadId: Sha256) => `uploads/${uploadId}/`,
  /** What was deleted, by whom and why. */
  receipt: (deletionId: string) => `receipts/${deletionId}.json`,
  exportsPrefix: 'exports/',
  /** What a scheduled export wrote, a folder a run. */
  exportsOf: (schedule: string) => `exports/${schedule}/`,
  /** `at`: when the run was due. */
  exportRun: (schedule: string, at: string) =>
    `exports/${schedule}/${at.slice(0, 19).replaceAll(/[-:]/g, '')}Z/`,
  /** What a reprocessing run would publish; gone once it is compared. */
  rehearsal: (runId: string, documentId: Sha256) => `rehearsals/${runId}/${documentId}.json`,
};

/** Batch and file name of an incoming key; objects directly under `incoming/` belong to the batch `default`. Null for other keys and for folder markers. */
export function parseIncomingKey(key: string): { batchId: string; name: string } | null {
  if (!key.startsWith(keys.incomingPrefix) || key.endsWith('/')) return null;
  const rest = key.slice(keys.incomingPrefix.length);
  const slash = rest.indexOf('/');
  if (slash <= 0) return rest ? { batchId: 'default', name: rest.replace(/^\/+/, '') } : null;
  return { batchId: rest.slice(0, slash), name: rest.slice(slash + 1) };
}

/** The same content under the same key is the same upload, however often it is announced: SHA-256 of key, newline, ETag. */
export function uploadIdOf(key: string, etag: string): Sha256 {
  return createHash('sha256').update(`${key}\n${etag}`).digest('hex');
}
