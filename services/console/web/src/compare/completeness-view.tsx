import type { CompletenessResponse, PlaceCompleteness } from '@nianbao/contracts';
import { Card, Statistic, Table, type TableColumnsType, Tag } from 'antd';
import { lazy, Suspense, useMemo } from 'react';
import { address } from '../api/call-api.ts';
import { useAnswer } from '../api/use-answer.ts';
import { Waiting } from '../parts/waiting.tsx';
import { Link } from '../router.tsx';
import { useConfig, useLocal, useTexts } from '../settings.tsx';
import type { CompareFilter } from './compare-filters.tsx';
import { CsvLink } from './csv-link.tsx';
import { barChart } from './series-chart.ts';

const Chart = lazy(() => import('../parts/chart.tsx'));
const chartHeight = 260;
const colours = { no: 'green', 'after-1-march': 'orange', 'after-1-april': 'red' } as const;

/** Who filed the year's report, in time and with which parts. */
export function CompletenessView({ within, year, profile }: CompareFilter) {
  const t = useTexts();
  const query = { within, year, profile };
  const { data, problem, reload } = useAnswer<CompletenessResponse>(
    year ? address('/api/comparison/completeness', query) : null,
  );
  if (!year) return <p className="quiet">{t.compare.chooseYearOnly}</p>;
  if (data === null) return <Waiting problem={problem} onRetry={reload} />;
  return (
    <>
      <Card size="small">
        <div className="run-counts">
          {(['places', 'filed', 'complete', 'late'] as const).map((name) => (
            <Statistic key={name} title={t.compare.totals[name]} value={data.totals[name]} />
          ))}
        </div>
        <MissingChart places={data.places} />
      </Card>
      <Card size="small" extra={<CsvLink path="/api/comparison/completeness" query={query} />}>
        <PlacesTable places={data.places} />
      </Card>
    </>
  );
}

/** Which parts are missing in how many reports. */
function MissingChart({ places }: { places: readonly PlaceCompleteness[] }) {
  const t = useTexts();
  const name = usePartName();
  const counts = useMemo(() => {
    const missing = places.flatMap(({ missingParts }) => missingParts);
    const counted = new Map<string, number>();
    for (const key of missing) counted.set(key, (counted.get(key) ?? 0) + 1);
    return [...counted].sort(([, a], [, b]) => b - a);
  }, [places]);
  if (counts.length === 0) return null;
  const option = barChart(
    counts.map(([key]) => name(key)),
    counts.map(([, count]) => count),
  );
  return (
    <Suspense fallback={<Waiting />}>
      <Chart option={option} height={chartHeight} label={t.compare.missingChart} />
    </Suspense>
  );
}

function PlacesTable({ places }: { places: readonly PlaceCompleteness[] }) {
  const t = useTexts();
  const name = usePartName();
  const columns: TableColumnsType<PlaceCompleteness> = [
    {
      title: t.reports.place,
      sorter: (a, b) => a.place.localeCompare(b.place, 'zh'),
      render: (_, { place, documentId }) =>
        documentId === null ? place : <Link to={`/reports/${documentId}`}>{place}</Link>,
    },
    {
      title: t.compare.filed,
      sorter: (a, b) => Number(b.filed) - Number(a.filed),
      render: (_, { filed }) => (
        <Tag color={filed ? 'green' : 'red'}>{filed ? t.compare.isFiled : t.compare.notFiled}</Tag>
      ),
    },
    {
      title: t.compare.late,
      render: (_, { late, issuedOn }) => (
        <>
          {issuedOn ?? '—'} {late && <Tag color={colours[late]}>{t.compare.lateness[late]}</Tag>}
        </>
      ),
    },
    {
      title: t.reports.missing,
      sorter: (a, b) => a.missingParts.length - b.missingParts.length,
      render: (_, { filed, missingParts }) =>
        missingParts.length === 0 ? (
          <span className="quiet">{filed ? t.reports.none : '—'}</span>
        ) : (
          <span className="cell-tags">
            {missingParts.map((key) => (
              <Tag key={key} color="orange" title={name(key)}>
                {name(key)}
              </Tag>
            ))}
          </span>
        ),
    },
    {
      title: t.reports.findings,
      align: 'right',
      sorter: (a, b) => a.findings - b.findings,
      render: (_, { filed, findings }) => (filed ? findings : '—'),
    },
  ];
  return (
    <Table
      rowKey="place"
      size="small"
      dataSource={[...places]}
      pagination={{ pageSize: 50, hideOnSinglePage: true }}
      scroll={{ x: 'max-content' }}
      columns={columns}
      locale={{ emptyText: t.compare.empty }}
    />
  );
}

function usePartName(): (key: string) => string {
  const local = useLocal();
  const { parts } = useConfig();
  return (key) => {
    const label = parts.find((part) => part.key === key)?.label;
    return label ? local(label) : key;
  };
}
