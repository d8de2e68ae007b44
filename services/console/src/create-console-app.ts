import { createHttpApp, healthRoutes, requireAccess } from '@nianbao/service-kit/http';
import type { Hono } from 'hono';
import { createCatalogueRebuild } from './catalogue-rebuild.ts';
import { type ConsoleDeps, translateError } from './console-deps.ts';
import { documentRoutes } from './document-routes.ts';
import { rebuildRoutes } from './rebuild-routes.ts';
import { retryRoutes } from './retry-routes.ts';
import { statusRoutes } from './status-routes.ts';

export interface ConsoleApp {
  app: Hono;
  /** Breaks off what runs in the background. */
  stop(): Promise<void>;
}

/** The console's API: what `packages/contracts/src/api.ts` lists under `/api`, and health. */
export function createConsoleApp(deps: ConsoleDeps): ConsoleApp {
  const { catalogue, pipeline, store, log, config } = deps;
  const { apiKey, allowedOrigins } = config;
  const app = createHttpApp({ log, translate: translateError, allowedOrigins });
  const rebuild = createCatalogueRebuild(deps);
  const checks = {
    store: () => store.check(),
    catalogue: () => catalogue.check(),
    redis: () => pipeline.ping(),
  };
  app.route('/health', healthRoutes(checks, log));
  app.use('/api/*', requireAccess({ keys: [apiKey], allowedOrigins }));
  for (const routes of [
    statusRoutes(deps),
    documentRoutes(deps),
    retryRoutes(deps),
    rebuildRoutes(rebuild),
  ]) {
    app.route('/api', routes);
  }
  return { app, stop: () => rebuild.stop() };
}
