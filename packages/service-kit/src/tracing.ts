import { EnvError } from './env.ts';
import type { Tracing } from './export-traces.ts';

type Env = Record<string, string | undefined>;

/**
 * True when OpenTelemetry's own variables ask for traces: an endpoint is named and nothing switches them off. Not the default, and
 * what it takes is not even loaded then.
 */
export function tracingWanted(env: Env = process.env): boolean {
  const endpoint = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || env.OTEL_EXPORTER_OTLP_ENDPOINT;
  return Boolean(endpoint) && env.OTEL_SDK_DISABLED !== 'true' && env.OTEL_TRACES_EXPORTER !== 'none';
}

/**
 * Starts to export traces by OTLP over HTTP when that is wanted. The SDK reads the standard OTEL_* variables of the process itself
 * (endpoint, headers, sampler, resource attributes); `service` is its name unless OTEL_SERVICE_NAME gives another. Throws EnvError
 * for a protocol other than http/protobuf and http/json.
 */
export async function startTracing(service: string, env: Env = process.env): Promise<Tracing> {
  if (!tracingWanted(env)) return { stop: async () => {} };
  const protocol =
    env.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL || env.OTEL_EXPORTER_OTLP_PROTOCOL || 'http/protobuf';
  if (protocol !== 'http/protobuf' && protocol !== 'http/json')
    throw new EnvError(`OTEL_EXPORTER_OTLP_PROTOCOL: "${protocol}" is not one of http/protobuf, http/json`);
  const { exportTraces } = await import('./export-traces.ts');
  return exportTraces(service, protocol);
}
