import {
  ApiKey,
  ApiKeysResponse,
  type AuditEntry,
  type AuditExportQuery,
  AuditPage,
  type AuditQuery,
  CreatedKey,
  type CreateKeyRequest,
} from '@nianbao/contracts';
import type { z } from 'zod';
import type { Calls } from './calls.ts';
import type { Download } from './download.ts';

/** Keys and the audit; keys are for administrators alone. */
export function accessCalls({ get, post, delete: del }: Calls, download: Download) {
  return {
    /** Newest first, revoked ones too. */
    keys: async (): Promise<ApiKey[]> => (await get('/api/keys', ApiKeysResponse)).keys,
    /** `secret` is the key itself, which is shown this once. */
    createKey: (request: CreateKeyRequest): Promise<CreatedKey> => post('/api/keys', CreatedKey, request),
    /** Takes effect within three seconds. Throws ApiError 404 `KEY_UNKNOWN`. */
    revokeKey: (keyId: string): Promise<ApiKey> => del(`/api/keys/${encodeURIComponent(keyId)}`, ApiKey),
    /** The bytes of every entry that matches, as CSV (the default) or one JSON array. */
    exportAudit: (
      query: Partial<z.input<typeof AuditExportQuery>> = {},
      signal?: AbortSignal,
    ): Promise<ReadableStream<Uint8Array>> => download('/api/audit/export', query, signal),
    /** Who did what, newest first, page after page. */
    async *eachAuditEntry(query: Partial<z.input<typeof AuditQuery>> = {}): AsyncGenerator<AuditEntry> {
      let cursor = query.cursor;
      do {
        const page = await get('/api/audit', AuditPage, { ...query, cursor });
        yield* page.entries;
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
    },
  };
}
