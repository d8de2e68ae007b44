import {
  ConfirmRequest,
  ConfirmResponse,
  KnownRequest,
  KnownResponse,
  PresignRequest,
  PresignResponse,
  UploadResponse,
} from '@nianbao/contracts';
import { type Route, route } from '@nianbao/http-api';
import { keys, type ObjectStore, type PresignedRequest, StoreUnavailableError } from '@nianbao/object-store';
import { problem } from '@nianbao/service-kit/http';
import type { Context } from 'hono';
import { z } from 'zod';
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

const UploadQuery = z.object({
  batch: z.string().optional(),
  /** Refused when empty, by the rules for names. */
  name: z.string().default(''),
  profile: z.string().optional(),
});
type UploadQuery = z.infer<typeof UploadQuery>;

/** The ways in for files: through this service, or straight into the store and announced here. */
export function uploadRoutes(deps: IntakeDeps): Route[] {
  const { catalogue, config } = deps;
  const common = { method: 'post', tag: 'uploads', role: 'uploader' } as const;
  let receiving = 0;
  return [
    route({
      ...common,
      id: 'upload-file',
      path: '/uploads',
      summary: { zh: '上传一个文件，正文即文件本身', en: 'Upload one file: the body is the file itself' },
      query: UploadQuery,
      bodyMediaType: 'application/octet-stream',
      foldAudit: true,
      answers: { 201: UploadResponse },
      async handle({ query, c, audit }) {
        audit.target = query.batch ?? defaultBatch;
        audit.detail = null;
        if (receiving >= config.maxConcurrentUploads) {
          throw problem(
            'TOO_MANY_REQUESTS',
            { zh: `正在接收 ${receiving} 个上传`, en: `${receiving} uploads` },
            { headers: { 'retry-after': '1' } },
          );
        }
        receiving += 1;
        try {
          return await takeUpload(deps, query, c);
        } finally {
          receiving -= 1;
        }
      },
    }),
    route({
      ...common,
      id: 'ask-known',
      path: '/uploads/known',
      summary: {
        zh: '哪些内容已经上传过（失败的除外）',
        en: 'Which of these contents are here already and not failed',
      },
      body: KnownRequest,
      changes: false,
      answers: { 200: KnownResponse },
      handle: async ({ body: { sha256 } }) => ({
        known: sha256.length === 0 ? [] : await catalogue.known(sha256),
      }),
    }),
    route({
      ...common,
      id: 'presign-upload',
      path: '/uploads/presign',
      summary: { zh: '取得一个文件的直传地址', en: 'An address to PUT one file to, straight into the store' },
      body: PresignRequest,
      changes: false,
      answers: { 200: PresignResponse },
      handle: ({ body }) => presignUpload(deps, body),
    }),
    route({
      ...common,
      id: 'confirm-uploads',
      path: '/uploads/confirm',
      summary: { zh: '直传完成，开始读取', en: 'Start the reading of files that were put there' },
      body: ConfirmRequest,
      maxBodyBytes: maxConfirmBytes,
      foldAudit: true,
      answers: { 200: ConfirmResponse },
      handle: ({ body }) => confirmUploads(deps, body),
    }),
  ];
}

async function takeUpload(deps: IntakeDeps, query: UploadQuery, c: Context): Promise<UploadResponse> {
  const { store, config } = deps;
  const profileId = profileOf(config, query.profile);
  const place = uploadPlace(query.batch, query.name);
  refuseWrapped(c);
  if (Number(c.req.header('content-length') ?? 0) > config.maxUploadBytes)
    throw tooLarge(config.maxUploadBytes);
  const received = await receiveUpload(store, c.req.raw.body ?? noBody(), {
    ...place,
    maxBytes: config.maxUploadBytes,
  });
  const bulk = query.batch !== undefined && place.batchId !== defaultBatch;
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
    throw problem('UNSUPPORTED_MEDIA_TYPE', {
      zh: '请把文件本身作为请求正文发送，类型为 application/octet-stream',
      en: 'send the file itself as the body, as application/octet-stream',
    });
  }
}

async function presignUpload(
  { store, config }: IntakeDeps,
  { batch, name, bytes }: z.infer<typeof PresignRequest>,
): Promise<PresignResponse> {
  if (bytes > config.maxUploadBytes) throw tooLarge(config.maxUploadBytes);
  const place = uploadPlace(batch, name);
  const key = await freeKey(store, place.batchId, place.name);
  const { url, headers, expiresAt } = await presign(store, key, bytes);
  return { method: 'PUT', url, headers, key, expiresAt: expiresAt.toISOString() };
}

async function confirmUploads(deps: IntakeDeps, { keys: requested, profile }: ConfirmRequest) {
  const announced = requested.map((key) => ({ keys: [key], etag: null }));
  const found = await findLanded(deps.store, announced.filter(isIncoming));
  const landed = found.filter((object) => object !== null);
  const there = new Set(landed.map(({ key }) => key));
  const { started } = await acceptSent(deps, landed, {
    profileId: profileOf(deps.config, profile),
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
  throw intakeProblem('NAME_TAKEN', {
    zh: `已有 ${maxNamesakes} 个同名文件`,
    en: `${maxNamesakes} files of this name`,
  });
}

async function* noBody(): AsyncGenerator<Uint8Array> {}

function tooLarge(maxBytes: number) {
  return problem('PAYLOAD_TOO_LARGE', { zh: `最多 ${maxBytes} 字节`, en: `at most ${maxBytes} bytes` });
}
