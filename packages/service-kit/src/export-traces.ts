import { detectResources, envDetector, hostDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

export interface Tracing {
  /** Sends what is not sent yet. Never rejects: a collector that is away must not spoil an orderly stop. */
  stop(): Promise<void>;
}

/** Longer than a collector takes, shorter than SHUTDOWN_LIMIT_MS. */
const flushLimitMs = 5_000;

const exporters = {
  'http/protobuf': () => import('@opentelemetry/exporter-trace-otlp-proto'),
  'http/json': () => import('@opentelemetry/exporter-trace-otlp-http'),
};

/** Registers the SDK for this process. Apart from tracing.ts, because loading it takes a while and most have no use for it. */
export async function exportTraces(service: string, protocol: keyof typeof exporters): Promise<Tracing> {
  const { OTLPTraceExporter } = await exporters[protocol]();
  const detected = detectResources({ detectors: [hostDetector, envDetector] });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.namespace': 'nianbao', 'service.name': service }).merge(
      detected,
    ),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  return {
    async stop() {
      const late = new Promise((resolve) => setTimeout(resolve, flushLimitMs).unref());
      await Promise.race([provider.shutdown().catch(() => {}), late]);
    },
  };
}
