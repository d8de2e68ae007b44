import type { TableSource } from './table-source.ts';

/** One JSON object a line, by the names of SQL in every language. */
export async function* ndjsonBytes({ table, pages }: TableSource): AsyncGenerator<Uint8Array> {
  const names = table.columns.map((column) => column.name);
  for await (const page of pages()) {
    const lines = page.map((row) =>
      JSON.stringify(Object.fromEntries(names.map((name, n) => [name, row[n] ?? null]))),
    );
    if (lines.length > 0) yield Buffer.from(`${lines.join('\n')}\n`);
  }
}
