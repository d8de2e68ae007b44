import { z } from 'zod';
import { type Env, type EnvSpec, optionalVariable, readEnv } from './env.ts';
import type { Tracing } from './export-traces.ts';

/** The first of OpenTelemetry's own variables, which all go by its specification; the SDK reads them from the process itself. */
export const tracingEnv = {
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    schema: optionalVariable(),
    description: {
      zh: '以 OTLP（HTTP）接收链路追踪的收集器；不设置则不产生追踪，也没有开销',
      en: 'Collector that traces are sent to by OTLP over HTTP; unset: no traces, at no cost',
    },
    example: 'http://127.0.0.1:4318',
  },
  OTEL_EXPORTER_OTLP_PROTOCOL: {
    schema: z.enum(['http/protobuf', 'http/json']).default('http/protobuf') as z.ZodType<
      'http/protobuf' | 'http/json',
      string | undefined
    >,
    description: {
      zh: '追踪数据的写法：http/protobuf 或 http/json',
      en: 'How traces are written: http/protobuf or http/json',
    },
  },
  OTEL_SERVICE_NAME: {
    schema: optionalVariable(),
    description: {
      zh: '本进程在追踪中的名称（默认为服务名）',
      en: 'What this process is called in traces (default: the name of the service)',
    },
  },
} as const satisfies EnvSpec;

/** True when OpenTelemetry's variables ask for traces: an endpoint is named and nothing switches them off. */
export function tracingWanted(env: Env): boolean {
  const endpoint = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || env.OTEL_EXPORTER_OTLP_ENDPOINT;
  return Boolean(endpoint) && env.OTEL_SDK_DISABLED !== 'true' && env.OTEL_TRACES_EXPORTER !== 'none';
}

/** Starts to export traces where that is wanted; what it takes is not even loaded otherwise. Throws EnvError. */
export async function startTracing(service: string, env: Env): Promise<Tracing> {
  if (!tracingWanted(env)) return { stop: async () => {} };
  const { OTEL_EXPORTER_OTLP_PROTOCOL: protocol } = readEnv(tracingEnv, env);
  const { exportTraces } = await import('./export-traces.ts');
  return exportTraces(service, protocol);
}
