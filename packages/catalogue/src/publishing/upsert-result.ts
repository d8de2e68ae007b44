import type { ReportFailure, ReportResult, Result } from '@nianbao/contracts';
import { type Database, storableText } from '../database/database.ts';
import { results } from '../schema.ts';

type ResultRow = typeof results.$inferInsert;

/** One row per result, with what lists show of it. A result published again overwrites its row. */
export async function upsertResult(db: Database, result: Result, resultKey: string): Promise<void> {
  const row: ResultRow = {
    resultId: result.resultId,
    documentId: result.documentId,
    kind: result.kind,
    resultKey,
    publishedAt: new Date(result.publishedAt),
    ...(result.kind === 'report' ? reportColumns(result) : failureColumns(result)),
  };
  await db.insert(results).values(row).onConflictDoUpdate({ target: results.resultId, set: row });
}

function reportColumns({ outline, quantities, indicators, parts, findings, versions }: ReportResult) {
  const { title, year, jurisdiction, parentJurisdictions, issuer, issuedOn } = outline;
  const place = [...parentJurisdictions, ...(jurisdiction === null ? [] : [jurisdiction])].join('');
  return {
    title: storable(title?.quote),
    year,
    jurisdiction: storable(jurisdiction),
    place: storable(place || null),
    profile: outline.profile?.id ?? versions.profile.split('@')[0] ?? null,
    issuer: storable(issuer),
    issuedOn,
    quantities: quantities.length,
    indicators: indicators.length,
    missingParts: parts
      .filter((part) => part.mandatory && (part.state === 'absent' || part.state === 'mention'))
      .map((part) => part.key),
    findings: findings.filter((finding) => finding.severity !== 'info').length,
    versions,
  } satisfies Partial<ResultRow>;
}

function failureColumns({ stage, code, category, unsupported, message, detail, attempts }: ReportFailure) {
  return {
    stage,
    code,
    category,
    unsupported,
    message,
    detail: storableText(detail),
    attempts,
  } satisfies Partial<ResultRow>;
}

function storable(value: string | null | undefined): string | null {
  return typeof value === 'string' ? storableText(value) : null;
}
