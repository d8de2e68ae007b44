import type { ReportColumn } from '@nianbao/contracts';
import { Button, Checkbox, Popover } from 'antd';
import { useTexts } from '../settings.tsx';
import { allColumns } from './report-columns.tsx';

interface Props {
  chosen: readonly ReportColumn[];
  onChange(columns: ReportColumn[]): void;
}

/** Which columns are shown, and exported. */
export function ColumnChoice({ chosen, onChange }: Props) {
  const t = useTexts();
  const list = (
    <Checkbox.Group
      className="column-choice"
      value={[...chosen]}
      onChange={(values) => onChange(allColumns.filter((column) => values.includes(column)))}
      options={allColumns.map((value) => ({ value, label: t.reports[value] }))}
    />
  );
  return (
    <Popover content={list} trigger="click" placement="bottomRight">
      <Button>{t.reports.columns}</Button>
    </Popover>
  );
}
