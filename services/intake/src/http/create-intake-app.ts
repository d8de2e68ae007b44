import type { HealthChecks } from '@nianbao/service-kit';
import { createHttpApp, healthRoutes } from '@nianbao/service-kit/http';
import type { Hono } from 'hono';
import { eventRoutes } from './event-routes.ts';
import { type IntakeDeps, translateError } from './intake-deps.ts';
import { uploadRoutes } from './upload-routes.ts';

export interface IntakeAppOptions extends IntakeDeps {
  /** Answers the URLs that the embedded store signs; their signature is their key. */
  presignedHandler?: (request: Request) => Promise<Response>;
  /** What must hold for the process to be worth keeping. */
  live?: HealthChecks;
}

/** The HTTP side of the intake: uploads, store events, health. */
export function createIntakeApp({ presignedHandler, live, ...deps }: IntakeAppOptions): Hono {
  const { store, catalogue, pipeline, log, config } = deps;
  const app = createHttpApp({ log, translate: translateError, allowedOrigins: config.allowedOrigins });
  const checks = {
    store: () => store.check(),
    catalogue: () => catalogue.check(),
    redis: () => pipeline.ping(),
  };
  app.route('/health', healthRoutes(checks, log, live));
  app.route('/events', eventRoutes(deps));
  app.route('/uploads', uploadRoutes(deps));
  if (presignedHandler !== undefined) {
    app.all('/objects', (c) => presignedHandler(c.req.raw));
    app.all('/objects/*', (c) => presignedHandler(c.req.raw));
  }
  return app;
}
