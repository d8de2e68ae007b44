import type { TableSource } from './table-source.ts';
import { textChunks } from './text-chunks.ts';

/** One JSON object a line, by the names of SQL in every language. */
export function ndjsonBytes(source: TableSource): AsyncIterable<Uint8Array> {
  return textChunks(ndjsonLines(source));
}

async function* ndjsonLines({ table, pages }: TableSource): AsyncGenerator<string> {
  const names = table.columns.map((column) => column.name);
  for await (const page of pages())
    for (const row of page)
      yield `${JSON.stringify(Object.fromEntries(names.map((name, n) => [name, row[n] ?? null])))}\n`;
}
