import type { ReportColumn } from '@nianbao/contracts';
import { Button, Dropdown } from 'antd';
import { address } from '../api/call-api.ts';
import { useSettings } from '../settings.tsx';
import { exportedColumns } from './exported-columns.ts';

interface Props {
  /** As the API takes it. */
  filter: Record<string, string>;
  columns: readonly ReportColumn[];
}

/** What is filtered, to take away: the list as it is shown, or all that was read. */
export function ExportMenu({ filter, columns }: Props) {
  const { t, language } = useSettings();
  const shown = columns.map((column) => exportedColumns[column]).join(',');
  const kinds = {
    xlsx: { format: 'xlsx' },
    csvList: { format: 'csv', tables: 'reports', columns: shown },
    csv: { format: 'csv' },
    ndjson: { format: 'ndjson' },
    parquet: { format: 'parquet' },
  } as const;
  const items = (Object.keys(kinds) as (keyof typeof kinds)[]).map((key) => ({
    key,
    label: (
      <a href={address('/api/exports', { ...filter, ...kinds[key], lang: language })} download>
        {t.reports.exports[key]}
      </a>
    ),
  }));
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button>{t.reports.exported}</Button>
    </Dropdown>
  );
}
