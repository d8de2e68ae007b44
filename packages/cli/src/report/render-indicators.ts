import type { Indicator } from '@nianbao/contracts';
import type { ProfileLabels } from '../read/profile-labels.ts';
import type { Io } from '../terminal/io.ts';
import { renderTable } from '../terminal/table.ts';
import { formatFigure } from './format-figure.ts';

/** A table of the genre's indicators: name in both languages, value, status. */
export function renderIndicators(io: Io, indicators: readonly Indicator[], labels: ProfileLabels): string[] {
  if (indicators.length === 0) return [];
  const { t } = io;
  const rows = indicators.map((indicator) => {
    const label = labels.indicator(indicator.key);
    return [label.zh, label.en, formatFigure(io, indicator), t.report.statuses[indicator.status]];
  });
  const columns = [
    { title: '指标', flexible: true },
    { title: 'Indicator', flexible: true },
    { title: t.columns.value, align: 'right' as const },
    { title: t.columns.status },
  ];
  return renderTable(io, columns, rows)
    .split('\n')
    .map((line) => `  ${line}`);
}
