import type { DocumentSummary } from '@nianbao/contracts';
import type { results, uploads } from '../schema.ts';

type ResultRow = typeof results.$inferSelect;

interface UploadWithResults {
  upload: typeof uploads.$inferSelect;
  report: ResultRow | null;
  /** Null when the report is newer. */
  failure: ResultRow | null;
}

/**
 * A list's row. An upload in flight shows nothing of earlier results, a duplicate nothing of its document's. A published upload whose
 * later attempt failed shows both: the report, and that attempt's stage, code and message.
 */
export function summarize({ upload, report, failure }: UploadWithResults): DocumentSummary {
  const finished = upload.state !== 'in-flight' && upload.state !== 'duplicate';
  return {
    uploadId: upload.uploadId,
    documentId: upload.documentId,
    name: upload.name,
    batchId: upload.batchId,
    bytes: upload.bytes,
    format: upload.format,
    state: upload.state,
    uploadedAt: upload.uploadedAt.toISOString(),
    finishedAt: upload.finishedAt?.toISOString() ?? null,
    ...reportFields(finished ? report : null, finished ? failure : null),
    ...failureFields(finished ? failure : null),
    ...(upload.discardedAt && { discardedAt: upload.discardedAt.toISOString() }),
    ...(upload.discardReason !== null && { discardReason: upload.discardReason }),
  };
}

function reportFields(report: ResultRow | null, failure: ResultRow | null) {
  return {
    resultId: (report ?? failure)?.resultId ?? null,
    resultKey: (report ?? failure)?.resultKey ?? null,
    title: report?.title ?? null,
    year: report?.year ?? null,
    jurisdiction: report?.jurisdiction ?? null,
    quantities: report?.quantities ?? null,
    indicators: report?.indicators ?? null,
    missingParts: report?.missingParts ?? null,
    findings: report?.findings ?? null,
  };
}

function failureFields(failure: ResultRow | null) {
  return {
    stage: failure?.stage ?? null,
    code: failure?.code ?? null,
    category: failure?.category ?? null,
    message: failure?.message ?? null,
    detail: failure?.detail ?? null,
    attempts: failure?.attempts ?? null,
  };
}
