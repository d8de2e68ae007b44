import type {
  Deletion,
  DeletionFilter,
  DeletionId,
  DeletionPreview,
  DeletionReceipt,
  Sha256,
} from '@nianbao/contracts';

/** A document, or a single upload, that is to go, with everything that names its objects and jobs. */
export interface DueDeletion {
  deletionId: DeletionId;
  subjectId: Sha256;
  /** Null for an upload that goes alone. One whose content was not known when it was asked for may have become a document since. */
  documentId: Sha256 | null;
  uploads: { uploadId: Sha256; key: string; etag: string }[];
  resultIds: string[];
  /** Reprocessing runs that may have left what they read of it. */
  rehearsals: string[];
}

/** Deleting documents everywhere, with a receipt. */
export interface Deleting {
  previewDeletion(filter: DeletionFilter): Promise<DeletionPreview>;
  startDeletion(
    deletionId: DeletionId,
    filter: DeletionFilter,
    by: { actor: string; reason: string },
  ): Promise<Deletion>;
  deletions(limit: number): Promise<Deletion[]>;
  /** Null for an unknown one. */
  deletionReceipt(
    deletionId: DeletionId,
    after: Sha256 | null,
    limit: number,
  ): Promise<DeletionReceipt | null>;
  /** What is still to go, oldest deletion first. */
  dueDeletions(limit: number): Promise<DueDeletion[]>;
  /** Removes every row of it, notes it as done, and ends the deletion with its last item. True for that one. */
  forget(due: DueDeletion, objects: number): Promise<boolean>;
}
