import { once } from 'node:events';
import { HistoryQuery, HistoryResponse, Overview, type PipelineSample } from '@nianbao/contracts';
import { type Route, route } from '@nianbao/http-api';
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { ConsoleDeps } from '../console-deps.ts';
import type { PipelineMonitor } from './pipeline-monitor.ts';

/** Proxies cut connections that are silent for a minute; a look every two seconds is never that silent. */
const retryMs = 3_000;
/** More than a chart can show. */
const maxSamples = 480;

/** How it is going: now, of late, and as it goes on until `stopping` is aborted. */
export function overviewRoutes(
  { pipeline }: ConsoleDeps,
  monitor: PipelineMonitor,
  stopping: AbortSignal,
): Route[] {
  const common = { method: 'get', tag: 'overview', role: 'reader' } as const;
  return [
    route({
      ...common,
      id: 'read-overview',
      path: '/api/overview',
      summary: {
        zh: '总览：队列、进度、最早未完成的文件、提醒',
        en: 'Queues, pace, oldest upload in flight, alerts',
      },
      answers: { 200: Overview },
      handle: () => monitor.current(),
    }),
    route({
      ...common,
      id: 'read-history',
      path: '/api/history',
      summary: {
        zh: '最近一段时间（最长 24 小时）的队列与产出',
        en: 'Queues and output of late, 24 hours at most',
      },
      query: HistoryQuery,
      answers: { 200: HistoryResponse },
      handle: async ({ query }) => ({
        samples: thinned(await pipeline.inTime(pipeline.looks.recent(query.minutes))),
      }),
    }),
    route({
      ...common,
      id: 'watch-overview',
      path: '/api/events',
      summary: {
        zh: '总览的实时推送（SSE），事件名 overview；暂时取不到时为 silence，附原因',
        en: 'The overview every two seconds, as server-sent events named overview; silence, with the reason, while there is none',
      },
      answers: { 200: { mediaType: 'text/event-stream' } },
      handle: ({ c, stillAllowed }) => streamOverviews(c, monitor, stopping, stillAllowed),
    }),
  ];
}

/** The deepest of each few, so that no peak is lost. */
function thinned(samples: readonly PipelineSample[]): PipelineSample[] {
  const group = Math.ceil(samples.length / maxSamples);
  const deepest = (some: readonly PipelineSample[]) =>
    some.reduce((most, each) => (total(each) > total(most) ? each : most));
  return samples.flatMap((_, at) => (at % group === 0 ? [deepest(samples.slice(at, at + group))] : []));
}

const total = ({ depth }: PipelineSample) => depth.reduce((sum, each) => sum + each, 0);

function streamOverviews(
  c: Context,
  monitor: PipelineMonitor,
  stopping: AbortSignal,
  stillAllowed: () => Promise<boolean>,
): Response {
  c.header('cache-control', 'no-store');
  c.header('x-accel-buffering', 'no');
  return streamSSE(c, async (stream) => {
    const over = new AbortController();
    stream.onAbort(() => over.abort());
    const send = async (event: 'overview' | 'silence', data: object): Promise<void> => {
      if (!(await stillAllowed())) return over.abort();
      await stream.writeSSE({ event, data: JSON.stringify(data), retry: retryMs });
    };
    const unwatch = monitor.watch({
      onLook: (overview) => void send('overview', overview),
      onSilence: (text) => void send('silence', text),
    });
    const ended = AbortSignal.any([over.signal, stopping]);
    if (!ended.aborted) await once(ended, 'abort');
    unwatch();
  });
}
