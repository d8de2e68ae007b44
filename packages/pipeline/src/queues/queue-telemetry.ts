import { type Env, tracingWanted } from '@nianbao/service-kit';
import type { Telemetry } from 'bullmq';

type Span = ReturnType<Telemetry['tracer']['startSpan']>;

/** BullMQ's `SpanKind.INTERNAL`: renewed locks, looks for work. Several a second, and nothing of a report's way. */
const internal = 0;
const silent: Span = {
  setSpanOnContext: (context) => context,
  setAttribute() {},
  setAttributes() {},
  addEvent() {},
  recordException() {},
  end() {},
};

/**
 * What BullMQ's queues and workers need to carry a trace from one job to the next; undefined, and nothing loaded, unless tracing
 * is wanted. Adding a job and working on it are spans; BullMQ's own housekeeping is not.
 */
export async function queueTelemetry(env: Env): Promise<Telemetry | undefined> {
  if (!tracingWanted(env)) return undefined;
  const { BullMQOtel } = await import('bullmq-otel');
  const { tracer, contextManager } = new BullMQOtel({ tracerName: '@nianbao/pipeline' });
  return {
    contextManager,
    tracer: {
      startSpan: (name, options, context) =>
        options?.kind === internal ? silent : tracer.startSpan(name, options, context),
    },
  };
}
