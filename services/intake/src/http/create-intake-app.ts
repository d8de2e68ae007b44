import { createRouteServing, type Route, serveRoutes, withDescription } from '@nianbao/http-api';
import type { PipelineMetrics } from '@nianbao/pipeline';
import type { HealthChecks } from '@nianbao/service-kit';
import {
  createHttpApp,
  healthRoutes,
  loopbackOnly,
  type MetricsAccess,
  metricsRoutes,
} from '@nianbao/service-kit/http';
import type { Hono } from 'hono';
import { eventRoutes } from './event-routes.ts';
import { type IntakeDeps, translateError } from './intake-deps.ts';
import { uploadRoutes } from './upload-routes.ts';

export interface IntakeAppOptions extends IntakeDeps {
  /** Answers the URLs that the embedded store signs; their signature is their key. */
  presignedHandler?: (request: Request) => Promise<Response>;
  /** What must hold for the process to be worth keeping. */
  live?: HealthChecks;
  metrics?: PipelineMetrics;
  metricsAccess?: MetricsAccess;
}

const about = {
  title: { zh: '年报收件接口', en: 'Nianbao intake API' },
  description: {
    zh: '错误一律为 application/problem+json。密钥放在 Authorization: Bearer 或 X-Api-Key 中。',
    en: 'Errors are application/problem+json. Send the key as Authorization: Bearer or X-Api-Key.',
  },
};

export interface IntakeApp {
  app: Hono;
  /** Every declared route, as served. */
  routes: readonly Route[];
}

/** The HTTP side of the intake: uploads, store events, health, metrics. */
export function createIntakeApp({
  presignedHandler,
  live,
  metrics,
  metricsAccess = loopbackOnly,
  ...deps
}: IntakeAppOptions): IntakeApp {
  const { store, catalogue, pipeline, log, config } = deps;
  const { allowedOrigins } = config;
  const requests = metrics?.series.httpRequests;
  const app = createHttpApp({ log, translate: translateError, allowedOrigins, requests });
  const checks = {
    store: () => store.check(),
    catalogue: () => catalogue.check(),
    redis: () => pipeline.ping(),
  };
  app.route('/health', healthRoutes(checks, log, live));
  if (metrics) app.route('/', metricsRoutes(metrics, metricsAccess));
  const serving = createRouteServing(config, { name: 'INTAKE_API_KEY', role: 'uploader' }, deps);
  const routes = withDescription([...eventRoutes(deps), ...uploadRoutes(deps)], '', about);
  serveRoutes(app, routes, serving);
  if (presignedHandler !== undefined) {
    app.all('/objects', (c) => presignedHandler(c.req.raw));
    app.all('/objects/*', (c) => presignedHandler(c.req.raw));
  }
  return { app, routes };
}
