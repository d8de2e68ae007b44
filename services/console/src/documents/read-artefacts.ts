import { ConvertedDocument, type DocumentSummary, Result } from '@nianbao/contracts';
import { ObjectNotFoundError } from '@nianbao/object-store';
import type { z } from 'zod';
import type { ConsoleDeps } from '../console-deps.ts';
import { consoleProblem } from '../console-problem.ts';

/** Results are tens of KB; a report of hundreds of pages stays far below. */
const maxResultBytes = 64 * 1024 * 1024;

/** What a reader is shown of the text's artefact; its blocks and losses are the stages'. */
const Converted = ConvertedDocument.pick({ text: true, pages: true });

/** Null when the result was deleted from the store: the summary is still worth showing. */
export async function readResult({ store, log }: ConsoleDeps, key: string): Promise<Result | null> {
  try {
    const bytes = await store.getBytes(key, maxResultBytes);
    return Result.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    if (!(error instanceof ObjectNotFoundError)) throw unreadable(error, key);
    log.warn({ event: 'result-missing', key }, 'a result is gone from the store');
    return null;
  }
}

/** The canonical text, which the offsets of a result count in, and the span of each page. Throws TEXT_MISSING. */
export async function readConverted(
  deps: ConsoleDeps,
  summary: DocumentSummary,
): Promise<z.infer<typeof Converted>> {
  const result = summary.resultKey === null ? null : await readResult(deps, summary.resultKey);
  if (result?.kind !== 'report') throw consoleProblem('TEXT_MISSING', summary.name);
  try {
    const bytes = await deps.store.getBytes(result.textKey, maxResultBytes);
    return Converted.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    if (error instanceof ObjectNotFoundError) throw consoleProblem('TEXT_MISSING', summary.name);
    throw unreadable(error, result.textKey);
  }
}

function unreadable(error: unknown, key: string): unknown {
  const malformed = error instanceof SyntaxError || (error instanceof Error && error.name === 'ZodError');
  return malformed ? consoleProblem('RESULT_UNREADABLE', key, { cause: error }) : error;
}
