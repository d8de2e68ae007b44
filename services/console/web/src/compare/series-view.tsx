import type { SeriesResponse } from '@nianbao/contracts';
import { Card, Empty, Table, type TableColumnsType, Tag, Tooltip } from 'antd';
import { lazy, Suspense, useMemo } from 'react';
import { address } from '../api/call-api.ts';
import { useAnswer } from '../api/use-answer.ts';
import { findOutliers } from '../parts/find-outliers.ts';
import { formatNumber } from '../parts/format.ts';
import { Waiting } from '../parts/waiting.tsx';
import { Link } from '../router.tsx';
import { useSettings, useTexts } from '../settings.tsx';
import { ChangeCell } from './change-cell.tsx';
import type { CompareFilter } from './compare-filters.tsx';
import { CsvLink } from './csv-link.tsx';
import { seriesChart } from './series-chart.ts';

const Chart = lazy(() => import('../parts/chart.tsx'));
const chartHeight = 340;

type Row = SeriesResponse['series'][number]['points'][number] & { place: string };

/** One indicator over the years, by place, with the change from the year before. */
export function SeriesView({ indicator, within, from, to }: CompareFilter) {
  const t = useTexts();
  const query = { indicator, within, from, to };
  const { data, problem, reload } = useAnswer<SeriesResponse>(
    indicator ? address('/api/comparison/series', query) : null,
  );
  const rows = useMemo(
    () => (data?.series ?? []).flatMap(({ place, points }) => points.map((point) => ({ ...point, place }))),
    [data],
  );
  const option = useMemo(() => seriesChart(rows), [rows]);
  if (!indicator) return <p className="quiet">{t.compare.choose}</p>;
  if (data === null) return <Waiting problem={problem} onRetry={reload} />;
  if (rows.length === 0) return <Empty description={t.compare.empty} />;
  return (
    <>
      <Card size="small">
        <Suspense fallback={<Waiting />}>
          <Chart option={option} height={chartHeight} label={t.compare.byYear} />
        </Suspense>
      </Card>
      <Card
        size="small"
        title={data.unit ? t.compare.inUnit(data.unit, data.leftOut) : undefined}
        extra={<CsvLink path="/api/comparison/series" query={query} />}
      >
        <SeriesTable rows={rows} unit={data.unit ?? ''} />
      </Card>
    </>
  );
}

function SeriesTable({ rows, unit }: { rows: readonly Row[]; unit: string }) {
  const { t, language } = useSettings();
  const outliers = useMemo(() => findOutliers(rows), [rows]);
  const columns: TableColumnsType<Row> = [
    { title: t.reports.place, dataIndex: 'place', sorter: (a, b) => a.place.localeCompare(b.place, 'zh') },
    { title: t.reports.year, dataIndex: 'year', sorter: (a, b) => a.year - b.year },
    {
      title: t.compare.value,
      align: 'right',
      sorter: (a, b) => a.value - b.value,
      render: (_, point) => (
        <>
          {outliers.has(point) && (
            <Tooltip title={t.compare.outlierHint}>
              <Tag color="orange">{t.compare.outlier}</Tag>
            </Tooltip>
          )}
          {point.approximation && <Tag>{t.compare.approximate}</Tag>}
          <strong>{formatNumber(point.value, language)}</strong> {unit}
        </>
      ),
    },
    {
      title: t.compare.change,
      align: 'right',
      sorter: (a, b) => (a.change?.percent ?? 0) - (b.change?.percent ?? 0),
      render: (_, { change }) => <ChangeCell change={change} />,
    },
    {
      align: 'right',
      render: (_, { documentId }) => <Link to={`/reports/${documentId}`}>{t.compare.open}</Link>,
    },
  ];
  return (
    <Table
      rowKey={({ place, year }) => `${place} ${year}`}
      size="small"
      dataSource={[...rows]}
      pagination={{ pageSize: 50, hideOnSinglePage: true }}
      scroll={{ x: 'max-content' }}
      columns={columns}
    />
  );
}
