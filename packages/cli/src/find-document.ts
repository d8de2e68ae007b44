import type { NianbaoClient } from '@nianbao/client';
import type { DocumentDetail, DocumentSummary } from '@nianbao/contracts';
import { CliError } from './cli-error.ts';
import type { Io } from './terminal/io.ts';
import { plainText } from './terminal/plain-text.ts';

const maxCandidates = 20;

/** By id or its first digits, else by file name, title or place. Throws `CliError` when none or several match. */
export async function findDocument(io: Io, client: NianbaoClient, words: string): Promise<DocumentDetail> {
  if (/^[0-9a-f]{6,64}$/i.test(words)) {
    const found = await client.document(words.toLowerCase()).catch(unlessUnknown);
    if (found) return found;
  }
  const { documents } = await client.documents({ q: words, limit: maxCandidates });
  const exact = documents.filter(({ name }) => name === words || name.endsWith(`/${words}`));
  const matches = distinct(exact.length > 0 ? exact : documents);
  const [first] = matches;
  if (first === undefined) throw new CliError('badInput', io.t.errors.noDocument(words));
  if (matches.length === 1) return client.document(first.uploadId);
  const list = matches.map(
    (document) => `  ${(document.documentId ?? document.uploadId).slice(0, 12)}  ${plainText(document.name)}`,
  );
  const count = documents.length === maxCandidates ? `≥ ${maxCandidates}` : String(matches.length);
  throw new CliError('badInput', [io.t.errors.ambiguous(words, count), ...list].join('\n'));
}

/** Two uploads of one content are one document. */
function distinct(documents: readonly DocumentSummary[]): DocumentSummary[] {
  return [
    ...new Map(documents.map((document) => [document.documentId ?? document.uploadId, document])).values(),
  ];
}

/** Unknown or ambiguous as an id: it may still be part of a name. */
function unlessUnknown(error: unknown): null {
  if (error instanceof Error && 'status' in error && (error.status === 404 || error.status === 409))
    return null;
  throw error;
}
