import type { DocumentSummary } from '@nianbao/contracts';
import type { ProfileLabels } from '../read/profile-labels.ts';
import { shortId } from '../terminal/format.ts';
import type { Io } from '../terminal/io.ts';
import { type Column, renderTable } from '../terminal/table.ts';

/** A document, or a file that was not sent because it has the content of another one. */
export type SummaryRow = DocumentSummary & { duplicateOf?: string };

/** One line per document: report, year, place, counts, missing parts, findings, state with the reason. */
export function renderSummaries(
  io: Io,
  documents: readonly SummaryRow[],
  labels: ProfileLabels,
  maxRows = Infinity,
): void {
  const { t, language } = io;
  const columns: Column[] = [
    { title: t.columns.id },
    { title: t.columns.report, flexible: true, overflow: 'start' },
    { title: t.columns.year },
    { title: t.columns.place, spare: true },
    { title: t.columns.figures, align: 'right' },
    { title: t.columns.indicators, align: 'right', spare: true },
    { title: t.columns.missing, flexible: true, spare: true },
    { title: t.columns.findings, align: 'right' },
    { title: t.columns.state, flexible: true },
  ];
  const rows = documents
    .slice(0, maxRows)
    .map((document) => [
      shortId(document.documentId ?? document.uploadId),
      document.name,
      text(document.year),
      text(document.jurisdiction),
      text(document.quantities),
      text(document.indicators),
      (document.missingParts ?? [])
        .map((key) => labels.part(key)[language])
        .join(language === 'zh' ? '、' : ', '),
      text(document.findings),
      stateOf(io, document),
    ]);
  io.print(renderTable(io, columns, rows));
  if (documents.length > rows.length) io.print(t.words.more(documents.length - rows.length));
}

/** The state, with the reason when there is one. */
function stateOf({ t, language }: Pick<Io, 't' | 'language'>, document: SummaryRow): string {
  if (document.duplicateOf !== undefined) return t.duplicateOf(document.duplicateOf);
  const state = t.states[document.state];
  return document.message === null ? state : t.words.labelled(state, document.message[language]);
}

function text(value: string | number | null): string {
  return value === null ? '' : String(value);
}
