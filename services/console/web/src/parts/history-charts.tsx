import type { PipelineSample } from '@nianbao/contracts';
import { Card } from 'antd';
import { lazy, Suspense, useMemo } from 'react';
import { useConfig, useLocal, useTexts } from '../settings.tsx';
import { chartFrame } from './chart-frame.ts';
import { ThroughputChart } from './throughput-chart.tsx';
import { Waiting } from './waiting.tsx';

const Chart = lazy(() => import('./chart.tsx'));
const height = 220;

/** What was finished, from the ledger, and what waits, as this console saw it in the last half hour. */
export default function HistoryCharts({ samples }: { samples: readonly PipelineSample[] }) {
  const t = useTexts();
  const local = useLocal();
  const { stages } = useConfig();
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
  return (
    <div className="two-columns">
      <ThroughputChart />
      <Card size="small" title={t.overview.depth}>
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
