import { Hono } from 'hono';
import type { Exposition } from '../metrics.ts';
import { isKey, isLoopback, presentedKeys, refuseForeignPages } from './access.ts';
import { problem } from './http-problem.ts';

export interface MetricsAccess {
  /** Where the service listens. */
  host: string;
  /** METRICS_TOKEN: opens the metrics to whoever brings it. */
  token: string | undefined;
}

/** Where nothing else is said. */
export const loopbackOnly: MetricsAccess = { host: '127.0.0.1', token: undefined };

/** `GET /metrics` for Prometheus. Open on loopback; a service that is reachable from elsewhere shows them for METRICS_TOKEN alone. */
export function metricsRoutes(metrics: Exposition, { host, token }: MetricsAccess): Hono {
  const app = new Hono();
  app.get('/metrics', async (c) => {
    if (token === undefined && !isLoopback(host)) throw problem('METRICS_CLOSED');
    if (token === undefined) refuseForeignPages(c, []);
    else if (!presentedKeys(c).some((given) => isKey([token], given)))
      throw problem('UNAUTHORIZED', undefined, { headers: { 'www-authenticate': 'Bearer' } });
    return c.body(await metrics.scrape(), 200, { 'content-type': metrics.contentType });
  });
  return app;
}
