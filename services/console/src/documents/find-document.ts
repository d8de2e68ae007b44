import type { DocumentSummary } from '@nianbao/contracts';
import { z } from 'zod';
import type { ConsoleDeps } from '../console-deps.ts';
import { consoleProblem } from '../console-problem.ts';

/** An id, or a unique prefix of at least 6 digits, of a document or an upload. */
export const DocumentParams = z.object({
  id: z.string().regex(/^[0-9A-Fa-f]{6,64}$/, '6 to 64 hex digits · 6 至 64 位十六进制数字'),
});

/** The document a caller names by id or prefix. Throws ID_AMBIGUOUS or DOCUMENT_UNKNOWN. */
export async function findDocument({ catalogue }: ConsoleDeps, given: string): Promise<DocumentSummary> {
  const id = given.toLowerCase();
  const summary = await catalogue.document(id).catch((cause: unknown) => {
    if (cause instanceof RangeError) throw consoleProblem('ID_AMBIGUOUS', undefined, { cause });
    throw cause;
  });
  if (summary === null) throw consoleProblem('DOCUMENT_UNKNOWN', id);
  return summary;
}
