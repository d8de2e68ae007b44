import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';

const tracer = trace.getTracer('@nianbao/service-kit');
/** Asked every few seconds by machines. */
const untraced = /^\/(health|metrics)(\/|$)/;

/** One span per request, which continues the caller's trace where it names one. Does nothing unless tracing is on. */
export function traceRequests(): MiddlewareHandler {
  return async (c, next) => {
    if (untraced.test(c.req.path)) return next();
    const { method } = c.req;
    const parent = propagation.extract(context.active(), c.req.header());
    const attributes = { 'http.request.method': method };
    const span = tracer.startSpan(method, { kind: SpanKind.SERVER, attributes }, parent);
    try {
      await context.with(trace.setSpan(parent, span), next);
    } finally {
      const route = routePath(c);
      span.updateName(`${method} ${route}`);
      span.setAttributes({ 'http.route': route, 'http.response.status_code': c.res.status });
      if (c.res.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    }
  };
}
