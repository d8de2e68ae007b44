import type { ComparePoint, CompareResponse } from '@nianbao/contracts';
import { Card, Empty, Form, Input, Select, Table, Tag, Tooltip } from 'antd';
import { lazy, Suspense, useMemo } from 'react';
import { address } from '../api/call-api.ts';
import { useAnswer } from '../api/use-answer.ts';
import { findOutliers } from '../parts/find-outliers.ts';
import { formatNumber } from '../parts/format.ts';
import { PageHead } from '../parts/page-head.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { Link, usePlace } from '../router.tsx';
import { useConfig, useLocal, useSettings, useTexts } from '../settings.tsx';

const Chart = lazy(() => import('../parts/chart.tsx'));
const chartHeight = 340;
/** More lines than this are a tangle; the table has them all. */
const maxLines = 12;

/** One indicator over years and places. */
export default function ComparePage() {
  const t = useTexts();
  const local = useLocal();
  const { indicators } = useConfig();
  const { search, go } = usePlace();
  const filter = Object.fromEntries(search);
  const set = (change: Record<string, string | undefined>) =>
    go(address('/compare', { ...filter, ...change }));
  const { data, problem, reload } = useAnswer<CompareResponse>(
    filter.indicator ? address('/api/compare', filter) : null,
  );
  return (
    <>
      <PageHead title={t.nav.compare} />
      <Card size="small">
        <Form layout="vertical" className="filters">
          <Form.Item label={t.compare.indicator} htmlFor="indicator">
            <Select
              id="indicator"
              showSearch={{ optionFilterProp: 'label' }}
              value={filter.indicator ?? null}
              onChange={(indicator: string) => set({ indicator })}
              options={indicators.map(({ key, label }) => ({ value: key, label: local(label) }))}
              popupMatchSelectWidth={false}
            />
          </Form.Item>
          <Form.Item label={t.compare.place} htmlFor="place">
            <Input.Search
              id="place"
              allowClear
              defaultValue={filter.place ?? ''}
              onSearch={(place) => set({ place })}
            />
          </Form.Item>
          <Form.Item label={t.compare.year} htmlFor="year">
            <Input.Search
              id="year"
              allowClear
              inputMode="numeric"
              defaultValue={filter.year ?? ''}
              onSearch={(year) => set({ year })}
            />
          </Form.Item>
        </Form>
      </Card>
      {!filter.indicator && <p className="quiet">{t.compare.choose}</p>}
      {problem && <Waiting problem={problem} onRetry={reload} />}
      {data &&
        filter.indicator &&
        (data.points.length === 0 ? (
          <Empty description={t.compare.empty} />
        ) : (
          <Comparison points={data.points} />
        ))}
    </>
  );
}

function Comparison({ points }: { points: readonly ComparePoint[] }) {
  const { t, language } = useSettings();
  const outliers = useMemo(() => findOutliers(points), [points]);
  const option = useMemo(() => chartOption(points), [points]);
  return (
    <>
      <Card size="small">
        <Suspense fallback={<Waiting />}>
          <Chart option={option} height={chartHeight} label={t.compare.byYear} />
        </Suspense>
      </Card>
      <Card size="small">
        <Table
          rowKey="documentId"
          size="small"
          dataSource={[...points]}
          pagination={{ pageSize: 50, hideOnSinglePage: true }}
          columns={[
            {
              title: t.reports.place,
              dataIndex: 'place',
              sorter: (a, b) => a.place.localeCompare(b.place, 'zh'),
            },
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
                  <strong>{formatNumber(point.value, language)}</strong> {point.unit}
                </>
              ),
            },
            {
              align: 'right',
              render: (_, { documentId }) => <Link to={`/reports/${documentId}`}>{t.compare.open}</Link>,
            },
          ]}
        />
      </Card>
    </>
  );
}

function chartOption(points: readonly ComparePoint[]) {
  const years = [...new Set(points.map(({ year }) => year))].sort((a, b) => a - b);
  const places = [...new Set(points.map(({ place }) => place))];
  const byKey = new Map(points.map(({ place, year, value }) => [`${place} ${year}`, value]));
  const oneYear = years.length === 1;
  const frame = {
    animation: false,
    tooltip: { trigger: 'axis' },
    grid: { left: 60, right: 16, top: 40, bottom: 40 },
  };
  if (oneYear)
    return {
      ...frame,
      xAxis: {
        type: 'category',
        data: places,
        axisLabel: { interval: 0, rotate: places.length > 6 ? 35 : 0 },
      },
      yAxis: { type: 'value' },
      series: [
        { type: 'bar', barMaxWidth: 42, data: places.map((place) => byKey.get(`${place} ${years[0]}`)) },
      ],
    };
  return {
    ...frame,
    legend: { type: 'plain', top: 0 },
    xAxis: { type: 'category', data: years.map(String) },
    yAxis: { type: 'value' },
    series: places.slice(0, maxLines).map((name) => ({
      name,
      type: 'line',
      connectNulls: true,
      symbolSize: 8,
      data: years.map((year) => byKey.get(`${name} ${year}`) ?? null),
    })),
  };
}
