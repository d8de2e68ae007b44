import { trace } from '@opentelemetry/api';
import { type DestinationStream, destination, type Logger as PinoLogger, pino, stdTimeFunctions } from 'pino';
import { z } from 'zod';
import type { EnvSpec } from './env.ts';

/** The way everything of ours writes logs: one JSON object a line; `log.info({ event: 'job', … }, 'job')`. */
export type Logger = PinoLogger;

export const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface LoggerOptions {
  /** Stands on every line. */
  service: string;
  /** Default `info`. */
  level?: LogLevel;
  /** A stream, a file's path, or a file descriptor. Default: standard output. */
  destination?: DestinationStream | string | number;
}

export const logEnv = {
  LOG_LEVEL: {
    schema: z.enum(logLevels).default('info') as z.ZodType<LogLevel, string | undefined>,
    description: {
      zh: '日志详细程度：silent、fatal、error、warn、info、debug、trace',
      en: `How much is logged: ${logLevels.join(', ')}`,
    },
  },
} as const satisfies EnvSpec;

/** Field names whose values are never written, wherever they stand down to the third level. */
const secretFields = [
  'password',
  'secret',
  'token',
  'apiKey',
  'authorization',
  'cookie',
  'accessKeyId',
  'secretAccessKey',
  'sessionToken',
  'redisUrl',
  'databaseUrl',
];

/** A logger that writes no secrets: known fields are blotted out, and so are passwords and signatures inside URLs. */
export function createLogger({ service, level = 'info', destination: to = 1 }: LoggerOptions): Logger {
  const stream = typeof to === 'object' ? to : destination({ dest: to, sync: true, mkdir: true });
  return pino(
    {
      level,
      base: { service, pid: process.pid },
      timestamp: stdTimeFunctions.isoTime,
      mixin: traceIds,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
        censor: '***',
      },
      hooks: { streamWrite: maskUrls },
    },
    stream,
  );
}

/** As OpenTelemetry names them in JSON logs; nothing unless tracing is on. */
function traceIds(): object {
  const span = trace.getActiveSpan()?.spanContext();
  return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
}

/** `redis://user:password@host` and `…?X-Amz-Signature=…`, as they turn up in error messages. */
export function maskUrls(line: string): string {
  return line
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@"\\]+@/gi, '$1***@')
    .replace(/([?&](?:x-amz-(?:signature|credential|security-token)|signature|token)=)[^&\s"\\]+/gi, '$1***');
}
