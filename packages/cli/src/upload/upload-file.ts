import type { Readable } from 'node:stream';
import type { Messages } from '../messages/index.ts';

/** A file that may be uploaded, on disk or inside an archive. */
export interface UploadFile {
  /** Name in the batch, with `/` between folders. */
  name: string;
  /** Where it is, for people: a path, or `archive.zip!inner/path`. */
  origin: string;
  bytes: number;
  /** Opens the content anew on each call. */
  open: () => Promise<Readable>;
}

export type SkipReason = keyof Messages['upload']['reasons'];

export interface SkippedFile {
  origin: string;
  reason: SkipReason;
  detail?: string;
}

export interface Collection {
  files: UploadFile[];
  skipped: SkippedFile[];
  /** Hidden, lock and system files and symbolic links. */
  ignored: number;
  /** Closes archives and removes what was unpacked for reading. */
  close(): Promise<void>;
}
