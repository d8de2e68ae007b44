import type { Catalogue } from '@nianbao/catalogue';
import {
  type ExportRequest,
  indicatorColumns,
  type ReportTable,
  type ReportTableName,
  reportTable,
} from '@nianbao/contracts';
import type { TableSource } from '@nianbao/exports';

/** Reports read at a time: a thousand rows or so, of which the quick collection of garbage lets none grow old. A report has some forty figures. */
const reportsPerPage: Partial<Record<ReportTableName, number>> = { reports: 1000, figures: 25 };
const otherwisePerPage = 100;

/** The tables asked for, each with the way to its rows. */
export function exportSources(
  catalogue: Pick<Catalogue, 'reportTable'>,
  request: ExportRequest,
  columns?: readonly string[],
): TableSource[] {
  const { format: _format, lang: _lang, tables, ...filter } = request;
  return [...new Set(tables)].map((name) => {
    const whole = wholeTable(name, filter.indicator !== undefined);
    const kept = whole.columns.flatMap((column, n) => (columns?.includes(column.name) ? [n] : []));
    const isWhole = kept.length === 0;
    return {
      table: isWhole ? whole : { ...whole, columns: whole.columns.filter((_, n) => kept.includes(n)) },
      async *pages() {
        let cursor: string | null = null;
        do {
          const limit = reportsPerPage[name] ?? otherwisePerPage;
          const page = await catalogue.reportTable(name, filter, {
            limit,
            ...(cursor !== null && { cursor }),
          });
          yield isWhole ? page.rows : page.rows.map((row) => kept.map((n) => row[n] ?? null));
          cursor = page.nextCursor;
        } while (cursor !== null);
      },
    };
  });
}

function wholeTable(name: ReportTableName, byIndicator: boolean): ReportTable {
  const table = reportTable(name);
  return name === 'reports' && byIndicator
    ? { ...table, columns: [...table.columns, ...indicatorColumns] }
    : table;
}
