import type { PipelineSample } from '@nianbao/contracts';
import { Card } from 'antd';
import { lazy, Suspense, useMemo } from 'react';
import { useConfig, useLocal, useTexts } from '../settings.tsx';
import { Waiting } from './waiting.tsx';

const Chart = lazy(() => import('./chart.tsx'));
const height = 220;

/** Throughput and depth over the last half hour. */
export default function HistoryCharts({ samples }: { samples: readonly PipelineSample[] }) {
  const t = useTexts();
  const local = useLocal();
  const { stages } = useConfig();
  const rate = useMemo(
    () => ({
      ...frame,
      series: [
        {
          name: t.overview.throughput,
          type: 'line',
          areaStyle: { opacity: 0.15 },
          smooth: true,
          ...plain,
          color: '#2f6bd6',
          data: throughput(samples),
        },
      ],
    }),
    [samples, t],
  );
  const depth = useMemo(
    () => ({
      ...frame,
      grid: { ...frame.grid, top: 52 },
      legend: { type: 'plain', top: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 8 },
      series: stages.map((stage, n) => ({
        name: local(stage.title),
        type: 'line',
        stack: 'depth',
        ...plain,
        areaStyle: { opacity: 0.6 },
        lineStyle: { width: 1 },
        data: samples.map(({ at, depth }) => [Date.parse(at), depth[n] ?? 0]),
      })),
    }),
    [samples, stages, local],
  );
  return (
    <div className="two-columns">
      {[
        { title: t.overview.throughput, option: rate },
        { title: t.overview.depth, option: depth },
      ].map(({ title, option }) => (
        <Card key={title} size="small" title={title}>
          {samples.length < 2 ? (
            <p className="quiet">{t.overview.chartEmpty}</p>
          ) : (
            <Suspense fallback={<Waiting />}>
              <Chart option={option} height={height} label={title} />
            </Suspense>
          )}
        </Card>
      ))}
    </div>
  );
}

const plain = { showSymbol: false, lineStyle: { width: 2 } };
const frame = {
  animation: false,
  grid: { left: 44, right: 12, top: 14, bottom: 26 },
  tooltip: { trigger: 'axis' },
  xAxis: { type: 'time', minInterval: 30_000 },
  yAxis: { type: 'value', min: 0, minInterval: 1 },
};
const windowMs = 30_000;

/** Documents per minute, over the half minute before each look. */
function throughput(samples: readonly PipelineSample[]): [number, number][] {
  let first = 0;
  return samples.slice(1).map((sample) => {
    const at = Date.parse(sample.at);
    while (at - Date.parse(samples[first]?.at ?? sample.at) > windowMs) first += 1;
    // A gap longer than the window still needs the look before it.
    const before = samples[Math.min(first, samples.indexOf(sample) - 1)] ?? sample;
    const minutes = Math.max(at - Date.parse(before.at), 1) / 60_000;
    return [at, Math.max(0, Math.round((10 * (sample.finished - before.finished)) / minutes) / 10)];
  });
}
