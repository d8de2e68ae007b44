import type { Readable } from 'node:stream';

export interface ObjectInfo {
  key: string;
  /** Bytes. */
  size: number;
  /** Without quotes. Changes when the content does. */
  etag: string;
  lastModified: Date;
}

export interface StoredObject extends ObjectInfo {
  contentType: string | undefined;
  metadata: Record<string, string>;
}

export interface PutOptions {
  contentType?: string;
  /** Values may be any Unicode text; the driver encodes what HTTP headers cannot carry. Keys are lower-case ASCII. */
  metadata?: Record<string, string>;
  /** Store only if the key is free. Of rivals exactly one wins; the others get a {@link PreconditionFailedError}. */
  ifAbsent?: boolean;
}

export interface ByteRange {
  start: number;
  /** Inclusive; to the end of the object when left out. */
  end?: number;
}

export interface ListOptions {
  /** Keys strictly after this one, in UTF-8 order. */
  startAfter?: string;
  /** Keys per request to the store; the iteration goes on to the end regardless. */
  pageSize?: number;
}

export interface PresignOptions {
  /** Seconds. */
  expiresIn: number;
  /** PUT only: the exact size the upload must have. */
  bytes?: number;
}
export interface PresignedRequest {
  url: string;
  headers: Record<string, string>;
  expiresAt: Date;
}

/**
 * A bucket. Keys are 1–1,024 bytes of UTF-8 and opaque: `a//b`, `a/./b`, `%`, `+`, spaces and Chinese are kept as they are.
 * A put is atomic: readers see the old object or the new one, whole, even when the writer is killed.
 * Every method throws {@link StoreUnavailableError} when the store does not answer.
 */
export interface ObjectStore {
  put(key: string, body: Uint8Array | string | Readable, options?: PutOptions): Promise<ObjectInfo>;
  /** Throws {@link ObjectNotFoundError}, and a RangeError when no byte lies in the range. The stream must be consumed or destroyed. `size` is the whole object's. */
  get(key: string, range?: ByteRange): Promise<StoredObject & { body: Readable }>;
  /** The whole object in memory. Throws {@link ObjectNotFoundError}, and {@link ObjectTooLargeError} above `maxBytes`. */
  getBytes(key: string, maxBytes?: number): Promise<Uint8Array>;
  head(key: string): Promise<StoredObject | null>;
  /** Objects under a prefix in UTF-8 order of their keys. */
  list(prefix: string, options?: ListOptions): AsyncIterable<ObjectInfo>;
  /** Deleting what is not there is no error. */
  delete(keys: string | readonly string[]): Promise<void>;
  copy(from: string, to: string, options?: { ifAbsent?: boolean }): Promise<ObjectInfo>;
  presignPut(key: string, options: PresignOptions): Promise<PresignedRequest>;
  presignGet(key: string, options: { expiresIn: number; fileName?: string }): Promise<PresignedRequest>;
  /** Resolves when the store answers and the bucket can be used; creates the bucket when `create`. */
  check(options?: { create?: boolean }): Promise<void>;
  close(): Promise<void>;
}

export class ObjectNotFoundError extends Error {
  override readonly name = 'ObjectNotFoundError';
  readonly key: string;
  constructor(key: string, options?: ErrorOptions) {
    super(`no object at "${key}"`, options);
    this.key = key;
  }
}
export class PreconditionFailedError extends Error {
  override readonly name = 'PreconditionFailedError';
  constructor(key: string, options?: ErrorOptions) {
    super(`"${key}" exists already`, options);
  }
}
export class ObjectTooLargeError extends Error {
  override readonly name = 'ObjectTooLargeError';
}
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';
}
