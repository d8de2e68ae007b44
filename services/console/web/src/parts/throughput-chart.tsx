import type { ThroughputResponse } from '@nianbao/contracts';
import { Card } from 'antd';
import { lazy, type ReactNode, Suspense, useMemo } from 'react';
import { address } from '../api/call-api.ts';
import { useAnswer } from '../api/use-answer.ts';
import { useTexts } from '../settings.tsx';
import { chartFrame } from './chart-frame.ts';
import { Waiting } from './waiting.tsx';

const Chart = lazy(() => import('./chart.tsx'));
const height = 220;
const refreshMs = 10_000;

/** Documents finished per minute, from the ledger: a restart of the console leaves no gap. */
export function ThroughputChart({ minutes, choice }: { minutes: number; choice: ReactNode }) {
  const t = useTexts();
  const { data, problem, reload } = useAnswer<ThroughputResponse>(address('/api/throughput', { minutes }), {
    everyMs: refreshMs,
  });
  const option = useMemo(
    () => ({
      ...chartFrame,
      grid: { ...chartFrame.grid, top: 30 },
      legend: { top: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 8 },
      series: [
        { key: 'finished' as const, name: t.overview.finished, color: '#2f6bd6' },
        { key: 'failed' as const, name: t.overview.failed, color: '#d4380d' },
      ].map(({ key, name, color }) => ({
        name,
        type: 'line',
        color,
        showSymbol: false,
        areaStyle: { opacity: 0.15 },
        data: (data?.minutes ?? []).map((minute) => [Date.parse(minute.at), minute[key]]),
      })),
    }),
    [data, t],
  );
  return (
    <Card size="small" title={t.overview.throughput} extra={choice}>
      {data === null ? (
        <Waiting problem={problem} onRetry={reload} />
      ) : (
        <Suspense fallback={<Waiting />}>
          <Chart option={option} height={height} label={t.overview.throughput} />
        </Suspense>
      )}
    </Card>
  );
}
