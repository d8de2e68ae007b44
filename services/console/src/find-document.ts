import type { DocumentSummary } from '@nianbao/contracts';
import { problem } from '@nianbao/service-kit/http';
import type { ConsoleDeps } from './console-deps.ts';
import { consoleProblem } from './console-problem.ts';

/** The document a caller names by id or prefix. Throws BAD_REQUEST, ID_AMBIGUOUS or DOCUMENT_UNKNOWN. */
export async function findDocument({ catalogue }: ConsoleDeps, given: string): Promise<DocumentSummary> {
  const id = given.toLowerCase();
  if (!/^[0-9a-f]{6,64}$/.test(id)) throw problem('BAD_REQUEST', 'id: 6 to 64 hex digits');
  const summary = await catalogue.document(id).catch((cause: unknown) => {
    if (cause instanceof RangeError) throw consoleProblem('ID_AMBIGUOUS', undefined, { cause });
    throw cause;
  });
  if (summary === null) throw consoleProblem('DOCUMENT_UNKNOWN', id);
  return summary;
}
