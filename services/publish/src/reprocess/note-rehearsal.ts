import type { Catalogue } from '@nianbao/catalogue';
import { type ReportResult, Result, type RunId } from '@nianbao/contracts';
import type { ObjectStore } from '@nianbao/object-store';
import type { StoredOutput } from '@nianbao/pipeline';
import { compareResults } from './compare-results.ts';

interface RehearseParts {
  catalogue: Catalogue;
  store: ObjectStore;
}

/** Holds what a reprocessing run would publish against what is published, notes the difference and forgets the rest. */
export async function noteRehearsal(
  { catalogue, store }: RehearseParts,
  runId: RunId,
  { output, key }: StoredOutput<'publish'>,
): Promise<void> {
  const { documentId, resultId } = output;
  const published = await publishedReport({ catalogue, store }, documentId);
  // Without a report there is nothing to revise: it was deleted meanwhile.
  const changes = published === null ? [] : compareResults(published, output);
  await catalogue.noteRehearsal({ runId, documentId, resultId, failed: output.kind === 'failure', changes });
  await store.delete(key);
}

async function publishedReport(
  { catalogue, store }: RehearseParts,
  documentId: string,
): Promise<ReportResult | null> {
  const summary = await catalogue.document(documentId);
  if (!summary?.resultKey) return null;
  const bytes = await store.getBytes(summary.resultKey);
  const result = Result.parse(JSON.parse(new TextDecoder().decode(bytes)));
  return result.kind === 'report' ? result : null;
}
