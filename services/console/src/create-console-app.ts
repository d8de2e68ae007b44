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
import { auditRoutes } from './access/audit-routes.ts';
import { keyRoutes } from './access/key-routes.ts';
import { sessionRoutes } from './access/session-routes.ts';
import { comparisonRoutes } from './comparison-routes.ts';
import { type ConsoleDeps, translateError } from './console-deps.ts';
import { documentRoutes } from './documents/document-routes.ts';
import { failureRoutes } from './documents/failure-routes.ts';
import { pageImageRoutes } from './documents/page-images.ts';
import { reportRoutes } from './documents/report-routes.ts';
import { retryRoutes } from './documents/retry-routes.ts';
import { uploadRoutes } from './documents/upload-routes.ts';
import { exportRoutes } from './exports/export-routes.ts';
import { exportScheduleRoutes } from './exports/export-schedule-routes.ts';
import { collectMetrics, type MetricSources } from './overview/collect-metrics.ts';
import { configRoutes } from './overview/config-routes.ts';
import { overviewRoutes } from './overview/overview-routes.ts';
import { createPipelineMonitor } from './overview/pipeline-monitor.ts';
import { statusRoutes } from './overview/status-routes.ts';
import { pageRoutes } from './page/page-routes.ts';
import { batchSteeringRoutes } from './steering/batch-steering-routes.ts';
import { queueBoard } from './steering/queue-board.ts';
import { stageSteeringRoutes } from './steering/stage-steering-routes.ts';
import { subscriptionActionRoutes } from './subscriptions/subscription-action-routes.ts';
import { subscriptionRoutes } from './subscriptions/subscription-routes.ts';
import { subscriptionRules, type WebhookSettings } from './subscriptions/subscription-rules.ts';
import { createCatalogueRebuild } from './upkeep/catalogue-rebuild.ts';
import { deletionRoutes } from './upkeep/deletion-routes.ts';
import { rebuildRoutes } from './upkeep/rebuild-routes.ts';
import { reprocessRoutes } from './upkeep/reprocess-routes.ts';

export interface ConsoleAppOptions extends ConsoleDeps {
  pipeline: ConsoleDeps['pipeline'] & MetricSources['pipeline'];
  /** What must hold for the process to be worth keeping. */
  live?: HealthChecks;
  metrics?: PipelineMetrics;
  metricsAccess?: MetricsAccess;
  /** Subscription queues to show on the board. */
  resultQueues?: readonly string[];
  webhooks?: WebhookSettings;
}

export interface ConsoleApp {
  app: Hono;
  /** Every declared route, as served. */
  routes: readonly Route[];
  /** Begins to look at the queues in the background. */
  start(): void;
  /** Ends the streams of events, which no request limit ends, and a build of the page. */
  endStreams(): void;
  /** Breaks off what runs in the background. */
  stop(): Promise<void>;
}

const strictWebhooks: WebhookSettings = { secretsKey: undefined, allowHttp: false, allowPrivate: false };
const about = {
  title: { zh: '年报控制台接口', en: 'Nianbao console API' },
  description: {
    zh: '错误一律为 application/problem+json。密钥放在 Authorization: Bearer 或 X-Api-Key 中。',
    en: 'Errors are application/problem+json. Send the key as Authorization: Bearer or X-Api-Key.',
  },
};

/** The console: its page, what `packages/contracts/src/api*.ts` lists under `/api`, health and metrics. */
export function createConsoleApp({
  live,
  metrics,
  metricsAccess = loopbackOnly,
  resultQueues = [],
  webhooks = strictWebhooks,
  ...deps
}: ConsoleAppOptions): ConsoleApp {
  const { catalogue, pipeline, store, log, config } = deps;
  const { allowedOrigins, uploadOrigins } = config;
  const requests = metrics?.series.httpRequests;
  const app = createHttpApp({ log, translate: translateError, allowedOrigins, requests });
  const rebuild = createCatalogueRebuild(deps);
  const monitor = createPipelineMonitor(deps);
  const serving = createRouteServing(config, { name: 'CONSOLE_API_KEY', role: 'admin' }, deps);
  const rules = subscriptionRules(webhooks, () => Object.keys(config.profiles()));
  const stopping = new AbortController();
  const checks = {
    store: () => store.check(),
    catalogue: () => catalogue.check(),
    redis: () => pipeline.ping(),
  };
  app.route('/health', healthRoutes(checks, log, live));
  if (metrics) {
    collectMetrics(metrics, deps, monitor);
    app.route('/', metricsRoutes(metrics, metricsAccess));
  }
  const declared = [
    ...sessionRoutes(serving),
    ...configRoutes(deps),
    ...overviewRoutes(deps, monitor, stopping.signal),
    ...statusRoutes(deps),
    ...documentRoutes(deps),
    ...pageImageRoutes(deps),
    ...reportRoutes(deps),
    ...exportRoutes(deps),
    ...exportScheduleRoutes(deps),
    ...failureRoutes(deps),
    ...retryRoutes(deps),
    ...stageSteeringRoutes(deps),
    ...batchSteeringRoutes(deps),
    ...uploadRoutes(deps),
    ...rebuildRoutes(rebuild),
    ...reprocessRoutes(deps),
    ...deletionRoutes(deps),
    ...subscriptionRoutes(deps, rules),
    ...subscriptionActionRoutes(deps, rules),
    ...comparisonRoutes(deps),
    ...keyRoutes(deps, serving),
    ...auditRoutes(deps),
  ];
  const routes = withDescription(declared, '/api', about);
  serveRoutes(app, routes, serving);
  app.route('/', queueBoard(serving, { pipeline, resultQueues }));
  app.route('/', pageRoutes({ log, uploadOrigins, stopping: stopping.signal }));
  return {
    app,
    routes,
    start: () => monitor.start(),
    endStreams() {
      stopping.abort();
      monitor.stop();
    },
    stop: () => rebuild.stop(),
  };
}
