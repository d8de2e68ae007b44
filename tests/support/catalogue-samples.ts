import { createHash } from 'node:crypto';
import type { NewUpload } from '@nianbao/catalogue';
import {
  describeError,
  type ErrorCode,
  type Quantity,
  type ReportFailure,
  type ReportResult,
  type UploadRef,
} from '@nianbao/contracts';
import { keys, uploadIdOf } from '@nianbao/object-store';

/** The id of a document whose bytes are this text. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** An upload as intake registers it. */
export function sampleUpload(name: string, batchId = 'batch', more: Partial<NewUpload> = {}): NewUpload {
  const key = keys.incoming(batchId, name);
  const etag = sha256(name).slice(0, 32);
  return {
    uploadId: uploadIdOf(key, etag),
    key,
    etag,
    name,
    batchId,
    bytes: 100,
    profileId: 'rule-of-law-government',
    priority: 100,
    ...more,
  };
}

interface SampleOptions {
  content?: string;
  publishedAt?: string;
  quantities?: number;
  title?: string;
}

/** A report on an invented place, `quantities` figures long. */
export function sampleReport(upload: UploadRef, options: SampleOptions = {}): ReportResult {
  const {
    content = upload.name,
    publishedAt = '2026-03-01T08:00:00.000Z',
    title = '云栖镇2025年法治政府建设年度报告',
  } = options;
  const evidence = { start: 0, end: 3, quote: '云栖镇' };
  return {
    kind: 'report',
    ...sampleBase(upload, content, publishedAt, 'report'),
    outline: {
      title: { start: 0, end: title.length, quote: title },
      year: 2025,
      jurisdiction: '云栖镇',
      parentJurisdictions: ['青川湾县'],
      issuer: '云栖镇人民政府',
      issuedOn: '2026-01-20',
      addressee: null,
      sections: [],
      items: [],
      noise: [],
    },
    quantities: Array.from({ length: options.quantities ?? 3 }, (_, n) => sampleQuantity(n)),
    indicators: [
      {
        key: 'disputes-mediated',
        value: 12,
        unit: '件',
        status: 'reported',
        quantityIds: ['q1'],
        rule: 'sample',
      },
    ],
    rejected: [],
    parts: [
      { key: 'problems', state: 'absent', mandatory: true, evidence: null },
      { key: 'achievements', state: 'section', mandatory: true, evidence },
      { key: 'causes', state: 'absent', mandatory: false, evidence: null },
    ],
    findings: [
      {
        code: 'part-missing',
        severity: 'error',
        message: { zh: '缺少', en: 'missing' },
        spans: [],
        basis: { kind: 'law' },
      },
      {
        code: 'causes-missing',
        severity: 'info',
        message: { zh: '提示', en: 'hint' },
        spans: [evidence],
        basis: { kind: 'form' },
      },
    ],
    losses: [],
    textKey: 'artefacts/text.json',
    originalKey: 'documents/original',
    versions: { stages: {}, profile: 'rule-of-law-government' },
    timings: {},
  };
}

/** How reading an upload failed. */
export function sampleFailure(
  upload: UploadRef,
  code: ErrorCode,
  options: { content?: string; publishedAt?: string; stage?: string } = {},
): ReportFailure {
  const { content = upload.name, publishedAt = '2026-03-01T08:00:00.000Z', stage = 'convert' } = options;
  const { category, unsupported = false, message } = describeError(code);
  return {
    kind: 'failure',
    ...sampleBase(upload, content, publishedAt, `failure ${code}`),
    stage,
    code,
    category,
    unsupported,
    message,
    detail: 'sample',
    attempts: 1,
  };
}

function sampleBase(upload: UploadRef, content: string, publishedAt: string, kind: string) {
  const { uploadId, key, etag, name, batchId, bytes } = upload;
  return {
    schemaVersion: 1 as const,
    resultId: sha256(`${content} ${kind} ${publishedAt}`).slice(0, 32),
    documentId: sha256(content),
    source: { uploadId, key, etag, name, batchId, bytes, format: 'docx' as const },
    batchId,
    publishedAt,
  };
}

function sampleQuantity(n: number): Quantity {
  return {
    id: `q${n + 1}`,
    value: 12 + n,
    unit: '件',
    quote: `${12 + n}件`,
    start: 40 * n,
    end: 40 * n + 3,
    status: 'reported',
    subject: '调解矛盾纠纷',
    sectionId: 's1',
    ...(n % 2 === 1 && { relation: { type: 'part-of' as const, quantityIds: ['q1'] } }),
  };
}
