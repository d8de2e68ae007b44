import type { ReportColumn, ReportRow, ReportSort } from '@nianbao/contracts';
import { type TableColumnsType, Tag } from 'antd';
import type { ReactNode } from 'react';
import { formatNumber, formatTime } from '../parts/format.ts';
import { Link } from '../router.tsx';
import { useConfig, useLocal, useSettings } from '../settings.tsx';

export const allColumns: readonly ReportColumn[] = [
  'place',
  'year',
  'title',
  'name',
  'batch',
  'issuer',
  'issuedOn',
  'figures',
  'indicators',
  'missing',
  'findings',
  'value',
  'uploadedAt',
  'documentId',
];
/** What the server can order by, by the column that shows it. */
const sorts: Partial<Record<ReportColumn, ReportSort>> = {
  place: 'place',
  year: 'year',
  name: 'name',
  figures: 'figures',
  indicators: 'indicators',
  findings: 'findings',
  value: 'value',
  uploadedAt: 'uploaded',
};
const numeric = new Set<ReportColumn>(['figures', 'indicators', 'findings', 'value']);

export function isReportSort(text: string | undefined): text is ReportSort {
  return Object.values(sorts).includes(text as ReportSort);
}

/** The table's columns, each with the way to show it. */
export function useReportColumns(
  shown: readonly ReportColumn[],
  now: { sort: ReportSort; order: 'asc' | 'desc' },
): TableColumnsType<ReportRow> {
  const { t } = useSettings();
  const cell = useCell();
  return allColumns
    .filter((column) => shown.includes(column))
    .map((column) => {
      const sort = sorts[column];
      const order = sort === now.sort ? (now.order === 'asc' ? 'ascend' : 'descend') : null;
      return {
        title: t.reports[column],
        key: sort ?? column,
        render: (_: unknown, row: ReportRow) => cell(column, row),
        ...(numeric.has(column) && { align: 'right' as const }),
        ...(sort && { sorter: true, sortOrder: order as 'ascend' | 'descend' | null }),
      };
    });
}

function useCell(): (column: ReportColumn, row: ReportRow) => ReactNode {
  const { t, language } = useSettings();
  const local = useLocal();
  const { parts } = useConfig();
  const part = (key: string) => {
    const known = parts.find((each) => each.key === key);
    return known ? local(known.label) : key;
  };
  return (column, row) => {
    if (column === 'place')
      return (
        <Link to={`/reports/${row.uploadId}`}>{row.place ?? row.jurisdiction ?? t.reports.noPlace}</Link>
      );
    if (column === 'name')
      return (
        <Link to={`/reports/${row.uploadId}`} className="cell-name" title={row.name}>
          {row.name}
        </Link>
      );
    if (column === 'batch') return row.batchId;
    if (column === 'figures') return row.quantities;
    if (column === 'title') return <span className="cell-name">{row.title}</span>;
    if (column === 'missing')
      return <MissingParts names={(row.missingParts ?? []).map(part)} none={t.reports.none} />;
    if (column === 'value')
      return row.value === null ? '—' : `${formatNumber(row.value, language)} ${row.unit ?? ''}`;
    if (column === 'uploadedAt') return formatTime(row.uploadedAt, language);
    if (column === 'documentId') return <code>{row.documentId?.slice(0, 12)}</code>;
    return row[column];
  };
}

function MissingParts({ names, none }: { names: readonly string[]; none: string }) {
  if (names.length === 0) return <span className="quiet">{none}</span>;
  return (
    <span className="cell-tags">
      {names.map((name) => (
        <Tag key={name} color="orange" title={name}>
          {name}
        </Tag>
      ))}
    </span>
  );
}
