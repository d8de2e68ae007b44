import { createHttpApp } from './http/create-http-app.ts';
import { healthRoutes } from './http/health-routes.ts';
import { type RunningHttp, type ServeOptions, serveHttp } from './http/serve-http.ts';
import type { Logger } from './logger.ts';

/** Parts that must answer, by name. A check rejects when its part does not. */
export type HealthChecks = Record<string, () => Promise<unknown>>;

/** `/health/live` and `/health/ready` for services that have no HTTP of their own. */
export function serveHealth(
  checks: HealthChecks,
  live: HealthChecks,
  log: Logger,
  where: ServeOptions,
): Promise<RunningHttp> {
  return serveHttp(createHttpApp({ log }).route('/health', healthRoutes(checks, log, live)), where);
}
