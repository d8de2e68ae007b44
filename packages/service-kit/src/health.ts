import { createHttpApp } from './http/create-http-app.ts';
import { healthRoutes } from './http/health-routes.ts';
import { metricsRoutes } from './http/metrics-routes.ts';
import { type RunningHttp, type ServeOptions, serveHttp } from './http/serve-http.ts';
import type { Logger } from './logger.ts';
import type { Exposition } from './metrics.ts';

/** Parts that must answer, by name. A check rejects when its part does not. */
export type HealthChecks = Record<string, () => Promise<unknown>>;

/** What a process says of itself. */
export interface Vitals {
  checks: HealthChecks;
  live: HealthChecks;
  metrics?: Exposition | undefined;
  /** METRICS_TOKEN. */
  token: string | undefined;
}

/** `/health/live`, `/health/ready` and `/metrics` on a port of their own. */
export function serveHealth(
  { checks, live, metrics, token }: Vitals,
  log: Logger,
  where: ServeOptions,
): Promise<RunningHttp> {
  const app = createHttpApp({ log }).route('/health', healthRoutes(checks, log, live));
  if (metrics) app.route('/', metricsRoutes(metrics, { host: where.host, token }));
  return serveHttp(app, where);
}
