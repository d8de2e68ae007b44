import {
  ConfirmRequest,
  KnownRequest,
  PresignRequest,
  type PresignResponse,
  type UploadResponse,
} from '@nianbao/contracts';
import { keys, type ObjectStore, type PresignedRequest, StoreUnavailableError } from '@nianbao/object-store';
import { parseRequest, problem, readJson, requireAccess } from '@nianbao/service-kit/http';
import { type Context, Hono } from 'hono';
import { defaultBatch } from '../accept-upload.ts';
import { findLanded } from './find-landed.ts';
import { acceptSent, type IntakeDeps, profileOf } from './intake-deps.ts';
import { intakeProblem } from './intake-problem.ts';
import { receiveUpload } from './receive-upload.ts';
import { numberedName, uploadPlace } from './upload-name.ts';

const presignSeconds = 15 * 60;
const maxNamesakes = 1_000;
/** 1,000 keys of 1,024 bytes, each of which JSON may escape to six. */
const maxConfirmBytes = 8 * 1024 * 1024;

/** `POST /uploads`, `/uploads/known`, `/uploads/presign` and `/uploads/confirm`, as described in the contracts. */
export function uploadRoutes(deps: IntakeDeps): Hono {
  const { store, catalogue, config } = deps;
  const app = new Hono();
  let receiving = 0;
  app.use(requireAccess({ keys: [config.apiKey], allowedOrigins: config.allowedOrigins }));
  app.post('/', async (c) => {
    if (receiving >= config.maxConcurrentUploads) {
      throw problem('TOO_MANY_REQUESTS', `${receiving} uploads`, { headers: { 'retry-after': '1' } });
    }
    receiving += 1;
    try {
      return c.json(await takeUpload(deps, c), 201);
    } finally {
      receiving -= 1;
    }
  });
  app.post('/known', async (c) => {
    const { sha256 } = parseRequest(KnownRequest, await readJson(c));
    return c.json({ known: sha256.length === 0 ? [] : await catalogue.known(sha256) });
  });
  app.post('/presign', async (c) => {
    const request = parseRequest(PresignRequest, await readJson(c));
    if (request.bytes > config.maxUploadBytes) throw tooLarge(config.maxUploadBytes);
    const place = uploadPlace(request.batch, request.name);
    const key = await freeKey(store, place.batchId, place.name);
    const { url, headers, expiresAt } = await presign(store, key, request.bytes);
    const answer: PresignResponse = { method: 'PUT', url, headers, key, expiresAt: expiresAt.toISOString() };
    return c.json(answer);
  });
  app.post('/confirm', async (c) => {
    const request = parseRequest(ConfirmRequest, await readJson(c, maxConfirmBytes));
    return c.json(await confirmUploads(deps, request.keys));
  });
  return app;
}

async function takeUpload(deps: IntakeDeps, c: Context): Promise<UploadResponse> {
  const { store, config } = deps;
  const profileId = profileOf(config, c.req.query('profile'));
  const batch = c.req.query('batch');
  const place = uploadPlace(batch, c.req.query('name') ?? '');
  refuseWrapped(c);
  if (Number(c.req.header('content-length') ?? 0) > config.maxUploadBytes)
    throw tooLarge(config.maxUploadBytes);
  const received = await receiveUpload(store, c.req.raw.body ?? noBody(), {
    ...place,
    maxBytes: config.maxUploadBytes,
  });
  const bulk = batch !== undefined && place.batchId !== defaultBatch;
  const { uploads } = await acceptSent(deps, [received], { profileId, bulk });
  const upload = uploads[0];
  if (upload === undefined) throw intakeProblem('NAME_INVALID', received.key);
  const { uploadId, key, batchId, bytes } = upload;
  return { uploadId, key, batchId, bytes, sha256: received.sha256 };
}

/** The body is the file as it is: forms and compressed bodies would be stored as such. */
function refuseWrapped(c: Context): void {
  const encoding = c.req.header('content-encoding') ?? 'identity';
  const type = c.req.header('content-type') ?? '';
  if (encoding !== 'identity' || /^(multipart\/|application\/x-www-form-urlencoded)/i.test(type)) {
    throw problem('UNSUPPORTED_MEDIA_TYPE', 'send the file itself as the body, as application/octet-stream');
  }
}

async function confirmUploads(deps: IntakeDeps, requested: readonly string[]) {
  const announced = requested.map((key) => ({ keys: [key], etag: null }));
  const found = await findLanded(deps.store, announced.filter(isIncoming));
  const landed = found.filter((object) => object !== null);
  const there = new Set(landed.map(({ key }) => key));
  const { started } = await acceptSent(deps, landed, {
    profileId: profileOf(deps.config),
    bulk: requested.length > 1,
  });
  return { enqueued: started, missing: requested.filter((key) => !there.has(key)) };
}

/** Keys elsewhere in the bucket are answered like missing ones: this is no way to ask what it holds. */
function isIncoming({ keys: [key] }: { keys: string[] }): boolean {
  return key?.startsWith(keys.incomingPrefix) ?? false;
}

/** A folder store that was not told its public address cannot sign; the other way in is always there. */
async function presign(store: ObjectStore, key: string, bytes: number): Promise<PresignedRequest> {
  try {
    return await store.presignPut(key, { expiresIn: presignSeconds, bytes });
  } catch (cause) {
    if (cause instanceof StoreUnavailableError) throw cause;
    throw intakeProblem('PRESIGN_UNAVAILABLE', undefined, { cause });
  }
}

async function freeKey(store: ObjectStore, batchId: string, name: string): Promise<string> {
  for (let number = 1; number <= maxNamesakes; number += 1) {
    const key = keys.incoming(batchId, number === 1 ? name : numberedName(name, number));
    if ((await store.head(key)) === null) return key;
  }
  throw intakeProblem('NAME_TAKEN', `${maxNamesakes} files of this name`);
}

async function* noBody(): AsyncGenerator<Uint8Array> {}

function tooLarge(maxBytes: number) {
  return problem('PAYLOAD_TOO_LARGE', `at most ${maxBytes} bytes`);
}
