import { z } from 'zod';
import { BatchId, Sha256 } from './ids.ts';

/** Names a deletion; sorts by time. */
export const DeletionId = z.string().regex(/^[0-9]{8}-[0-9]{6}-[0-9a-f]{6}$/);
export type DeletionId = z.infer<typeof DeletionId>;

/**
 * What is deleted: documents whose first upload meets every condition, with all uploads of the same bytes; and single
 * uploads that meet them and repeat a document that stays, or whose content never became known. At least one is needed.
 */
export const DeletionFilter = z.object({
  /** Full ids of documents or uploads. */
  ids: z.array(Sha256).min(1).max(1000).optional(),
  batch: BatchId.optional(),
  /** Words of the place or its superiors. */
  place: z.string().trim().min(1).max(200).optional(),
  year: z.int().min(1949).max(2200).optional(),
  /** Uploaded before this time: what a retention period asks for. */
  uploadedBefore: z.iso.datetime().optional(),
});
export type DeletionFilter = z.infer<typeof DeletionFilter>;

/** POST /api/deletions. With `dryRun` the answer counts what would go, and nothing does. */
export const DeletionRequest = DeletionFilter.extend({
  reason: z.string().trim().min(1).max(500),
  dryRun: z.boolean().default(false),
});
export type DeletionRequest = z.infer<typeof DeletionRequest>;

/** A deletion and, once `finishedAt` is set, its receipt. It is also kept in the object store under `receipts/`. */
export const Deletion = z.object({
  deletionId: DeletionId,
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  /** Name of the key that asked for it. */
  actor: z.string(),
  reason: z.string(),
  filter: DeletionFilter,
  documents: z.int(),
  uploads: z.int(),
  /** Of these documents and single uploads, those that are gone. */
  done: z.int(),
  /** Objects removed from the store so far. */
  objects: z.int(),
});
export type Deletion = z.infer<typeof Deletion>;

/** One document, or one upload without its document, of a deletion. */
export const DeletionItem = z.object({
  /** SHA-256 of the document's bytes; the upload's id for a single upload. */
  id: Sha256,
  kind: z.enum(['document', 'upload']),
  name: z.string(),
  batchId: z.string(),
  doneAt: z.iso.datetime().nullable(),
});
export type DeletionItem = z.infer<typeof DeletionItem>;

export const DeletionsQuery = z.object({ limit: z.coerce.number().int().min(1).max(200).default(20) });
/** GET /api/deletions?limit= — newest first. */
export const DeletionsResponse = z.object({ deletions: z.array(Deletion) });
export type DeletionsResponse = z.infer<typeof DeletionsResponse>;

export const DeletionQuery = z.object({
  after: Sha256.optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
/** GET /api/deletions/:deletion?after=&limit= — the receipt with its items in the order of their ids. */
export const DeletionReceipt = z.object({
  deletion: Deletion,
  items: z.array(DeletionItem),
  nextAfter: Sha256.nullable(),
  /**
   * With the first page: folders of the bucket with scheduled exports that were begun before the deletion ended, and are still there. What was
   * deleted may be in them: they are copies of their own, which go with the newest `keep` runs, or by hand.
   */
  exports: z.array(z.string()).optional(),
});
export type DeletionReceipt = z.infer<typeof DeletionReceipt>;

/** The answer to a dry run. */
export const DeletionPreview = z.object({ documents: z.int(), uploads: z.int() });
export type DeletionPreview = z.infer<typeof DeletionPreview>;
