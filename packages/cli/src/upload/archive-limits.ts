/** What is taken out of .zip archives at most. */
export interface ArchiveLimits {
  /** Entries of one archive. */
  entries: number;
  /** Unpacked bytes of one file in an archive. */
  entryBytes: number;
  /** Unpacked bytes of an archive inside an archive. */
  nestedBytes: number;
  /** Unpacked bytes of all files of one archive given, those in nested archives included. */
  totalBytes: number;
  /** Archives inside archives. */
  depth: number;
}

const gigabyte = 1024 ** 3;

/** A county's yearly archive has hundreds of files of some 100 KB; these leave room for a province's. */
export const archiveLimits: ArchiveLimits = {
  entries: 100_000,
  entryBytes: gigabyte / 4,
  nestedBytes: 2 * gigabyte,
  totalBytes: 50 * gigabyte,
  depth: 3,
};
