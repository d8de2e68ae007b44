import { access, constants } from 'node:fs/promises';
import type { Result } from '@nianbao/contracts';
import {
  createFsStore,
  createS3Store,
  keys,
  type ObjectInfo,
  type ObjectStore,
  StoreUnavailableError,
} from '@nianbao/object-store';
import { InvalidPayloadError } from '../invalid-payload-error.ts';
import { parseResult } from '../read-message.ts';

/** A bucket, or the folder that stands for one (`.nianbao/store` of `nianbao up`). Without keys: the instance's role. */
export type ResultStore =
  | { dir: string }
  | {
      bucket: string;
      /** URL of the S3 server; leave out for AWS. */
      endpoint?: string;
      region?: string;
      accessKeyId?: string;
      secretAccessKey?: string;
      /** Default: true with an endpoint. */
      forcePathStyle?: boolean;
    };

export interface ReadResultsOptions {
  store: ResultStore;
  /** Published at this time or later. */
  since?: Date | string;
  kind?: Result['kind'];
  /** `newest` (default): one result per document; `all`: those it replaced too. */
  versions?: 'newest' | 'all';
  /** An object that is no result, or of another `schemaVersion`; the rest is read on. Default: it is thrown. */
  onInvalid?: (key: string, error: InvalidPayloadError) => void;
}

/** A result is stored a moment after `publishedAt`, by another clock. */
const clocksApartMs = 3_600_000;
const maxResultBytes = 64 * 1024 * 1024;
/** Documents fetched at the same time. */
const atOnce = 16;

/**
 * Published results straight from the object store: no service needs to run. By document id; what is older than `since` by the store's
 * own clock is not fetched. Throws StoreUnavailableError when the store does not answer, TypeError for a `since` that is no date.
 *
 * @example
 * for await (const result of readResults({ store: { dir: '.nianbao/store' }, kind: 'report' })) console.log(result.outline.title?.quote);
 */
export function readResults<Kind extends Result['kind']>(
  options: ReadResultsOptions & { kind: Kind },
): AsyncGenerator<Extract<Result, { kind: Kind }>>;
export function readResults(options: ReadResultsOptions): AsyncGenerator<Result>;
export async function* readResults(options: ReadResultsOptions): AsyncGenerator<Result> {
  const { kind, versions = 'newest', since, onInvalid } = options;
  const sinceMs = since === undefined ? Number.NEGATIVE_INFINITY : new Date(since).getTime();
  if (Number.isNaN(sinceMs)) throw new TypeError(`since: "${since}" is no date`);
  const store = await openStore(options.store);
  try {
    for await (const documents of inChunks(documentsOf(store), atOnce)) {
      const groups = await Promise.all(
        documents
          .filter((objects) => objects.some((each) => each.lastModified.getTime() >= sinceMs - clocksApartMs))
          .map((objects) => readDocument(store, objects)),
      );
      for (const { results, refused } of groups) {
        for (const { key, error } of refused) {
          if (onInvalid === undefined) throw error;
          onInvalid(key, error);
        }
        const wanted = versions === 'newest' ? results.slice(-1) : results;
        for (const result of wanted)
          if (Date.parse(result.publishedAt) >= sinceMs && (kind === undefined || result.kind === kind))
            yield result;
      }
    }
  } finally {
    await store.close();
  }
}

async function openStore(source: ResultStore): Promise<ObjectStore> {
  if ('dir' in source) {
    // A wrong path would read like a store without results.
    await access(source.dir, constants.R_OK).catch((cause: unknown) => {
      throw new StoreUnavailableError(`the folder ${source.dir} cannot be read`, { cause });
    });
    return createFsStore({ root: source.dir });
  }
  const { region = 'us-east-1', forcePathStyle = source.endpoint !== undefined } = source;
  return createS3Store({ ...source, region, forcePathStyle });
}

/** The results of one document after another: their keys stand together. */
async function* documentsOf(store: ObjectStore): AsyncGenerator<ObjectInfo[]> {
  let group: ObjectInfo[] = [];
  const folderOf = (key: string) => key.slice(0, key.lastIndexOf('/'));
  for await (const object of store.list(keys.resultsPrefix)) {
    const [first] = group;
    if (first !== undefined && folderOf(first.key) !== folderOf(object.key)) {
      yield group;
      group = [];
    }
    group.push(object);
  }
  if (group.length > 0) yield group;
}

interface DocumentRead {
  /** Oldest first. */
  results: Result[];
  refused: { key: string; error: InvalidPayloadError }[];
}

async function readDocument(store: ObjectStore, objects: readonly ObjectInfo[]): Promise<DocumentRead> {
  const results: Result[] = [];
  const refused: DocumentRead['refused'] = [];
  for (const { key } of objects) {
    try {
      results.push(parseStored(await store.getBytes(key, maxResultBytes)));
    } catch (error) {
      if (!(error instanceof InvalidPayloadError)) throw error;
      refused.push({ key, error });
    }
  }
  return { results: results.sort((a, b) => a.publishedAt.localeCompare(b.publishedAt)), refused };
}

function parseStored(bytes: Uint8Array): Result {
  let data: unknown;
  try {
    data = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (error) {
    throw new InvalidPayloadError('no JSON', { cause: error });
  }
  return parseResult(data);
}

async function* inChunks<T>(source: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let chunk: T[] = [];
  for await (const each of source) {
    chunk.push(each);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
