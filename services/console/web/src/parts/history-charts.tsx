import type { HistoryResponse, PipelineSample } from '@nianbao/contracts';
import { Card, Segmented } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import { address } from '../api/call-api.ts';
import { useAnswer } from '../api/use-answer.ts';
import { useConfig, useLocal, useTexts } from '../settings.tsx';
import { chartFrame } from './chart-frame.ts';
import { ThroughputChart } from './throughput-chart.tsx';
import { Waiting } from './waiting.tsx';

const Chart = lazy(() => import('./chart.tsx'));
const height = 220;
const refreshMs = 15_000;
const spans = [60, 360, 1440] as const;

/** What was finished, from the ledger, and what waits, as all consoles saw it; `newest` is the look of this moment. */
export function HistoryCharts({ newest }: { newest: PipelineSample }) {
  const t = useTexts();
  const local = useLocal();
  const { stages } = useConfig();
  const [minutes, setMinutes] = useState<(typeof spans)[number]>(60);
  const { data } = useAnswer<HistoryResponse>(address('/api/history', { minutes }), { everyMs: refreshMs });
  const samples = useMemo(
    () => [...(data?.samples ?? []).filter(({ at }) => at < newest.at), newest],
    [data, newest],
  );
  const depth = useMemo(
    () => ({
      ...chartFrame,
      grid: { ...chartFrame.grid, top: 52 },
      legend: { type: 'plain', top: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 8 },
      series: stages.map((stage, n) => ({
        name: local(stage.title),
        type: 'line',
        stack: 'depth',
        showSymbol: false,
        areaStyle: { opacity: 0.6 },
        lineStyle: { width: 1 },
        data: samples.map(({ at, depth }) => [Date.parse(at), depth[n] ?? 0]),
      })),
    }),
    [samples, stages, local],
  );
  const choice = (
    <Segmented
      size="small"
      aria-label={t.overview.span}
      value={minutes}
      onChange={setMinutes}
      options={spans.map((span) => ({ value: span, label: t.overview.spans[span] }))}
    />
  );
  return (
    <div className="two-columns">
      <ThroughputChart minutes={minutes} choice={choice} />
      <Card size="small" title={t.overview.depth} extra={choice}>
        {samples.length < 2 ? (
          <p className="quiet">{t.overview.chartEmpty}</p>
        ) : (
          <Suspense fallback={<Waiting />}>
            <Chart option={depth} height={height} label={t.overview.depth} />
          </Suspense>
        )}
      </Card>
    </div>
  );
}
