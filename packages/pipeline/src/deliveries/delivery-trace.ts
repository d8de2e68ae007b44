import { context, propagation, SpanKind, trace } from '@opentelemetry/api';

/** The W3C traceparent of what is done now; undefined without tracing. */
export function currentTrace(): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}

/** Makes the handing over to a queue a span of the report's own trace. Returns what the queue's consumers go on with, as BullMQ keeps it. */
export function traceDelivery(queue: string, traceparent: string): string {
  const published = propagation.extract(context.active(), { traceparent });
  const span = trace
    .getTracer('@nianbao/pipeline')
    .startSpan(`deliver ${queue}`, { kind: SpanKind.PRODUCER }, published);
  const carrier = {};
  propagation.inject(trace.setSpan(published, span), carrier);
  span.end();
  return JSON.stringify(carrier);
}
