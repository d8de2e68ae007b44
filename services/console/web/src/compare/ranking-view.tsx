import type { RankedPlace, RankingResponse } from '@nianbao/contracts';
import { Card, Empty, Table, type TableColumnsType, Tag } from 'antd';
import { lazy, Suspense, useMemo } from 'react';
import { address } from '../api/call-api.ts';
import { useAnswer } from '../api/use-answer.ts';
import { formatNumber } from '../parts/format.ts';
import { Waiting } from '../parts/waiting.tsx';
import { Link } from '../router.tsx';
import { useSettings } from '../settings.tsx';
import { ChangeCell } from './change-cell.tsx';
import type { CompareFilter } from './compare-filters.tsx';
import { CsvLink } from './csv-link.tsx';
import { barChart } from './series-chart.ts';

const Chart = lazy(() => import('../parts/chart.tsx'));
const chartHeight = 320;
/** The chart shows the head of the list. */
const maxBars = 30;

/** The places by one indicator in one year. */
export function RankingView({ indicator, within, year, order }: CompareFilter) {
  const { t, language } = useSettings();
  const query = { indicator, within, year, order };
  const { data, problem, reload } = useAnswer<RankingResponse>(
    indicator && year ? address('/api/comparison/ranking', query) : null,
  );
  const option = useMemo(() => {
    const head = (data?.places ?? []).slice(0, maxBars);
    return barChart(
      head.map(({ place }) => place),
      head.map(({ value }) => value),
    );
  }, [data]);
  const columns: TableColumnsType<RankedPlace> = [
    { title: t.compare.rank, dataIndex: 'rank', align: 'right' },
    { title: t.reports.place, dataIndex: 'place' },
    {
      title: t.compare.value,
      align: 'right',
      render: (_, { value, approximation }) => (
        <>
          {approximation && <Tag>{t.compare.approximate}</Tag>}
          <strong>{formatNumber(value, language)}</strong> {data?.unit}
        </>
      ),
    },
    {
      title: t.compare.before,
      align: 'right',
      render: (_, { previous }) =>
        previous === null
          ? '—'
          : t.compare.ranked(previous.rank, `${formatNumber(previous.value, language)} ${data?.unit ?? ''}`),
    },
    { title: t.compare.change, align: 'right', render: (_, { change }) => <ChangeCell change={change} /> },
    {
      align: 'right',
      render: (_, { documentId }) => <Link to={`/reports/${documentId}`}>{t.compare.open}</Link>,
    },
  ];
  if (!indicator || !year) return <p className="quiet">{t.compare.chooseYear}</p>;
  if (data === null) return <Waiting problem={problem} onRetry={reload} />;
  if (data.places.length === 0) return <Empty description={t.compare.empty} />;
  return (
    <>
      <Card size="small">
        <Suspense fallback={<Waiting />}>
          <Chart option={option} height={chartHeight} label={t.compare.views.ranking} />
        </Suspense>
      </Card>
      <Card
        size="small"
        title={data.unit ? t.compare.inUnit(data.unit, data.leftOut) : undefined}
        extra={<CsvLink path="/api/comparison/ranking" query={query} />}
      >
        <Table
          rowKey="place"
          size="small"
          dataSource={data.places}
          pagination={{ pageSize: 50, hideOnSinglePage: true }}
          scroll={{ x: 'max-content' }}
          columns={columns}
        />
      </Card>
    </>
  );
}
