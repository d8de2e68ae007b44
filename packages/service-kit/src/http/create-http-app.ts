import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { routePath } from 'hono/route';
import { secureHeaders } from 'hono/secure-headers';
import type { Histogram } from 'prom-client';
import type { Logger } from '../logger.ts';
import { HttpProblem, problem, problemResponse } from './http-problem.ts';
import { traceRequests } from './trace-requests.ts';

export interface HttpAppOptions {
  log: Logger;
  /** Turns an error of the parts below into a problem; undefined leaves it an internal error. */
  translate?: (error: Error) => HttpProblem | undefined;
  /** Origins of web pages that may call from the browser. */
  allowedOrigins?: readonly string[];
  /** Seconds of every request. */
  requests?: Histogram<'method' | 'route' | 'status'> | undefined;
}

const policyHeader = 'content-security-policy';
const contentSecurityPolicy =
  "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** A Hono app whose errors are all problem details, with security headers and one log line per request. */
export function createHttpApp({ log, translate, allowedOrigins = [], requests }: HttpAppOptions): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    const startedAt = performance.now();
    await next();
    const ms = performance.now() - startedAt;
    const { method, path } = c.req;
    const { status } = c.res;
    // The path alone: a query may carry a token.
    log.debug({ event: 'http', method, path, status, ms: Math.round(ms) }, 'request');
    requests?.observe({ method, route: routePath(c), status }, ms / 1_000);
  });
  app.use(traceRequests());
  app.use(secureHeaders({ referrerPolicy: 'no-referrer' }));
  app.use(async (c, next) => {
    await next();
    // Downloads bring a stricter one.
    if (!c.res.headers.has(policyHeader)) c.res.headers.set(policyHeader, contentSecurityPolicy);
  });
  if (allowedOrigins.length > 0) app.use(cors({ origin: [...allowedOrigins], maxAge: 600 }));
  app.notFound((c) => problemResponse(c, problem('NOT_FOUND')));
  app.onError((error, c) => {
    const known = error instanceof HttpProblem ? error : translate?.(error);
    if (known === undefined || known.kind.status >= 500) {
      log.error(
        { event: 'http-error', method: c.req.method, path: c.req.path, err: error },
        'request failed',
      );
    }
    return problemResponse(c, known ?? problem('INTERNAL'));
  });
  return app;
}
