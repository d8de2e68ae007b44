import type { HistoryResponse, Overview } from '@nianbao/contracts';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { PipelineMonitor } from './pipeline-monitor.ts';

/** Proxies cut connections that are silent for a minute; a look every two seconds is never that silent. */
const retryMs = 3_000;

/** `GET /overview`, `GET /history` and `GET /events`, which ends when `stopping` is aborted. */
export function overviewRoutes(monitor: PipelineMonitor, stopping: AbortSignal): Hono {
  const app = new Hono();
  app.get('/overview', async (c) => c.json(await monitor.current()));
  app.get('/history', (c) => {
    const answer: HistoryResponse = { samples: [...monitor.samples()] };
    return c.json(answer);
  });
  app.get('/events', (c) => {
    c.header('cache-control', 'no-store');
    c.header('x-accel-buffering', 'no');
    return streamSSE(c, async (stream) => {
      const ended = new Promise<void>((resolve) => {
        stream.onAbort(resolve);
        stopping.addEventListener('abort', () => resolve(), { once: true });
      });
      const send = (overview: Overview) =>
        void stream.writeSSE({ event: 'overview', data: JSON.stringify(overview), retry: retryMs });
      const unwatch = monitor.watch(send);
      await ended;
      unwatch();
    });
  });
  return app;
}
