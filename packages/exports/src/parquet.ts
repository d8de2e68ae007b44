import type { ReportColumnType, ReportTableColumn, ReportTableRow } from '@nianbao/contracts';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Cell, TableSource } from './table-source.ts';

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

/** Rows held in memory at a time. Readers skip whole groups by their statistics; the index of all groups stays in memory to the end, and weighs more the smaller they are. */
const groupRows = 8_000;

/** The table as a Parquet file (Snappy), typed, by the names of SQL. Lists are lists of strings. */
export async function* parquetBytes({ table, pages }: TableSource): AsyncGenerator<Uint8Array> {
  const { columns } = table;
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [{ name: table.name, num_children: columns.length }, ...columns.flatMap(schemaOf)],
    createdBy: 'nianbao',
  });
  let group = rowGroup(columns);
  for await (const page of pages()) {
    for (const row of page) group.add(row);
    if (group.rows() < groupRows) continue;
    await writer.write(group.columnData());
    group = rowGroup(columns);
    yield drained(bytes);
  }
  await writer.write(group.columnData());
  await writer.finish();
  yield drained(bytes);
}

/** Rows by column. Of equal cells one is kept: most say the same as in the row above, and every row is read with its own. */
function rowGroup(columns: readonly ReportTableColumn[]) {
  const kept = columns.map(({ name, type }) => ({
    // An offset index would stay in memory until the end.
    column: { name, data: [] as unknown[], offsetIndex: false },
    type,
    known: new Map<Cell, unknown>(),
  }));
  const rows = () => kept[0]?.column.data.length ?? 0;
  return {
    rows,
    add(row: ReportTableRow) {
      for (const [n, { column, type, known }] of kept.entries()) {
        const cell = row[n] ?? null;
        if (!known.has(cell)) known.set(cell, stored(cell, type));
        column.data.push(known.get(cell));
      }
    },
    columnData: () => ({ columnData: kept.map(({ column }) => column), rowGroupSize: Math.max(1, rows()) }),
  };
}

function stored(cell: Cell, type: ReportColumnType): unknown {
  if (cell === null) return null;
  if (type === 'integer' && typeof cell === 'number') return BigInt(Math.trunc(cell));
  if ((type === 'date' || type === 'timestamp') && typeof cell === 'string') return new Date(cell);
  return cell;
}

function schemaOf({ name, type }: ReportTableColumn): SchemaElement[] {
  const optional = { name, repetition_type: 'OPTIONAL' } as const;
  switch (type) {
    case 'text':
      return [{ ...optional, type: 'BYTE_ARRAY', converted_type: 'UTF8' }];
    case 'integer':
      return [{ ...optional, type: 'INT64' }];
    case 'number':
      return [{ ...optional, type: 'DOUBLE' }];
    case 'boolean':
      return [{ ...optional, type: 'BOOLEAN' }];
    case 'date':
      return [{ ...optional, type: 'INT32', converted_type: 'DATE' }];
    case 'timestamp':
      return [{ ...optional, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' }];
    case 'list':
      return [
        { ...optional, converted_type: 'LIST', num_children: 1 },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', repetition_type: 'REQUIRED', type: 'BYTE_ARRAY', converted_type: 'UTF8' },
      ];
  }
}

/** What was written since the last time; the writer goes on in the same buffer. */
function drained(bytes: ByteWriter): Uint8Array {
  const chunk = bytes.getBytes().slice();
  bytes.index = 0;
  return chunk;
}
