import type { ReportTableRow } from '@nianbao/contracts';
import type { TableSource, Wording } from '../table-source.ts';
import { textChunks } from '../text-chunks.ts';
import { type Archive, archiveBytes } from '../zip.ts';
import { sheetXml } from './sheet.ts';
import { workbookParts } from './workbook-parts.ts';

/** Excel's limit, less the heading: a longer table goes on in a further sheet. */
const rowsPerSheet = 1_048_575;

/**
 * A workbook with a sheet per table. Our own few hundred lines over a ZIP writer: no maintained library streams more than one sheet in
 * constant memory.
 */
export function xlsxBytes(
  sources: readonly TableSource[],
  wording: Wording,
  maxRows = rowsPerSheet,
): AsyncIterable<Uint8Array> {
  return archiveBytes(async (archive) => {
    const names: string[] = [];
    for (const source of sources) await addSheets(archive, source, wording, maxRows, names);
    for (const [name, xml] of workbookParts(names)) await archive.add(name, oneChunk(xml));
  });
}

async function addSheets(
  archive: Archive,
  { table, pages }: TableSource,
  wording: Wording,
  maxRows: number,
  names: string[],
): Promise<void> {
  const title = wording.lang === 'names' ? table.name : table.heading[wording.lang];
  const rows = peekable(rowsOf(pages()));
  for (let part = 1; part === 1 || (await rows.hasNext()); part += 1) {
    names.push(part === 1 ? title : `${title} (${part})`);
    const xml = sheetXml(table, wording, rows, maxRows);
    await archive.add(`xl/worksheets/sheet${names.length}.xml`, textChunks(xml));
  }
}

async function* rowsOf(pages: AsyncIterable<readonly ReportTableRow[]>): AsyncGenerator<ReportTableRow> {
  for await (const page of pages) yield* page;
}

/** An iterator that can be asked whether there is more, so that no empty sheet is begun. */
function peekable<T>(source: AsyncGenerator<T>) {
  let ahead: IteratorResult<T, unknown> | undefined;
  return {
    async next(): Promise<IteratorResult<T, unknown>> {
      const next = ahead ?? (await source.next());
      ahead = undefined;
      return next;
    },
    async hasNext(): Promise<boolean> {
      ahead ??= await source.next();
      return !ahead.done;
    },
  };
}

async function* oneChunk(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
