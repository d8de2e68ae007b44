import { stat } from 'node:fs/promises';
import { ConfirmResponse, KnownResponse, PresignResponse, UploadResponse } from '@nianbao/contracts';
import type { z } from 'zod';
import type { Transport } from './transport.ts';
import { fileContent, type OnUploadProgress, type UploadContent, uploadBody } from './upload-body.ts';

export interface UploadTarget {
  batch: string;
  /** File name with folders, e.g. `2023/某镇.docx`. */
  name: string;
  /** Genre to read it by; the server's default when absent. */
  profile?: string;
  onProgress?: OnUploadProgress;
  signal?: AbortSignal;
}

/** How long a single upload may take: a scan of 200 MB over a slow line. */
const uploadTimeoutMs = 600_000;
/** The most that one POST /uploads/known takes. */
const hashesAtOnce = 1000;

/** The calls of the intake service. All may be repeated: the same bytes under the same name are the same upload. */
export function uploadCalls(transport: Transport, base: string) {
  const post = <S extends z.ZodType>(path: string, answer: S, json: object): Promise<z.infer<S>> =>
    transport({ base, path, method: 'POST', answer, json, idempotent: true });
  /** Streams any content. Throws `ContentError` when the content itself cannot be read. */
  const upload = (content: UploadContent, target: UploadTarget): Promise<UploadResponse> =>
    transport({
      base,
      path: '/uploads',
      method: 'POST',
      answer: UploadResponse,
      query: { batch: target.batch, name: target.name, profile: target.profile },
      body: () => uploadBody(content, target.onProgress),
      bytes: content.bytes,
      idempotent: true,
      timeoutMs: uploadTimeoutMs,
      ...(target.signal ? { signal: target.signal } : {}),
    });
  return {
    upload,
    /** Streams a file from disk. */
    uploadFile: async (path: string, target: UploadTarget): Promise<UploadResponse> =>
      upload(fileContent(path, (await stat(path)).size), target),
    /** The subset of these SHA-256 hashes that the ledger already holds in any state but failed. Any number of them. */
    async known(sha256: readonly string[]): Promise<Set<string>> {
      const found = new Set<string>();
      for (let at = 0; at < sha256.length; at += hashesAtOnce) {
        const part = sha256.slice(at, at + hashesAtOnce);
        const { known } = await post('/uploads/known', KnownResponse, { sha256: part });
        for (const hash of known) found.add(hash);
      }
      return found;
    },
    /** A URL to PUT one file to, straight into the object store. */
    presign: (request: { batch: string; name: string; bytes: number }): Promise<PresignResponse> =>
      post('/uploads/presign', PresignResponse, request),
    /** Starts the reading of presigned uploads where the store sends no events. */
    confirm: (keys: string[]): Promise<z.infer<typeof ConfirmResponse>> =>
      post('/uploads/confirm', ConfirmResponse, { keys }),
  };
}
