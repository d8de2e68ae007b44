import {
  type Env,
  EnvError,
  type EnvSpec,
  intVariable,
  optionalVariable,
  readEnv,
  textVariable,
} from './env.ts';
import { type HealthChecks, serveHealth } from './health.ts';
import { createLogger, type Logger, logEnv, maskUrls } from './logger.ts';
import type { Exposition } from './metrics.ts';
import { createShutdown, type Shutdown, type ShutdownHost } from './shutdown.ts';
import { startTracing } from './tracing.ts';

export interface RunningService {
  /** Takes no new work, finishes what is under way, then resolves. */
  stop(): Promise<void>;
  /** Where it listens, when it does. */
  url?: string;
}

/** What a service package exports: started alone by its main.ts, or with all others in one process. */
export interface Service<P> {
  name: string;
  start(parts: P): Promise<RunningService>;
}

/** What a service is given, and how to close it again. */
export interface OpenedParts<P> {
  parts: P;
  checks?: HealthChecks;
  /** What must hold for the process to be worth keeping: `/health/live` fails otherwise. Services add to it as they start. */
  live?: HealthChecks;
  metrics?: Exposition;
  close(): Promise<void>;
}

export interface RunServiceOptions {
  /** Default: the process's own. It is read here and handed on. */
  env?: Env;
  host?: ShutdownHost & { stderr: { write(text: string): unknown } };
  /** Replaces the logger on standard output. */
  log?: Logger;
}

/** Who may see `/metrics`. */
export const metricsEnv = {
  METRICS_TOKEN: {
    schema: optionalVariable(),
    description: {
      zh: 'Prometheus 抓取 /metrics 须带的令牌；不设置则仅本机可见',
      en: 'Token that Prometheus must send for /metrics; without it they are shown on loopback alone',
    },
    secret: true,
  },
} as const satisfies EnvSpec;

/** Variables every service process reads. */
export const serviceEnv = {
  ...logEnv,
  HEALTH_HOST: {
    schema: textVariable('127.0.0.1'),
    description: {
      zh: '服务的 /health/live、/health/ready 和 /metrics 监听的地址',
      en: 'Where /health/live, /health/ready and /metrics of a service listen',
    },
  },
  HEALTH_PORT: {
    schema: intVariable(0, 0, 65_535),
    description: {
      zh: '服务的 /health/live、/health/ready 和 /metrics 的端口；0 表示不提供',
      en: 'Port of a service’s /health/live, /health/ready and /metrics; 0 for none',
    },
  },
  ...metricsEnv,
  SHUTDOWN_LIMIT_MS: {
    schema: intVariable(30_000, 100, 600_000),
    description: {
      zh: '服务停止的时限（毫秒），超过即终止',
      en: 'Milliseconds a service gets to stop before it is ended',
    },
  },
} as const satisfies EnvSpec;

/**
 * The whole life of a service's process: reads the environment, opens the parts, starts, waits for SIGINT or SIGTERM, stops
 * in reverse order, exits with 0. When it cannot start: one clear message on standard error, exit 1.
 */
export async function runService<P>(
  service: Service<P>,
  openParts: (log: Logger, env: Env) => Promise<OpenedParts<P>>,
  options: RunServiceOptions = {},
): Promise<void> {
  const host = options.host ?? process;
  const source = options.env ?? process.env;
  let shutdown: Shutdown | undefined;
  try {
    const env = readEnv(serviceEnv, source);
    const log = options.log ?? createLogger({ service: service.name, level: env.LOG_LEVEL });
    shutdown = createShutdown({ log, limitMs: env.SHUTDOWN_LIMIT_MS, host });
    const tracing = await startTracing(service.name, source);
    shutdown.onShutdown('tracing', () => tracing.stop());
    const opened = await openParts(log, source);
    shutdown.onShutdown('parts', () => opened.close());
    const running = await service.start(opened.parts);
    shutdown.onShutdown(service.name, () => running.stop());
    if (env.HEALTH_PORT > 0) {
      const where = { host: env.HEALTH_HOST, port: env.HEALTH_PORT };
      const { checks = {}, live = {}, metrics } = opened;
      const health = await serveHealth({ checks, live, metrics, token: env.METRICS_TOKEN }, log, where);
      shutdown.onShutdown('health', () => health.stop());
    }
    log.info({ event: 'ready', url: running.url }, 'ready');
  } catch (error) {
    host.stderr.write(`${service.name}: ${maskUrls(startupMessage(error))}\n`);
    await shutdown?.close('startup failed');
    host.exit(1);
    return;
  }
  host.exit(await shutdown.done);
}

function startupMessage(error: unknown): string {
  if (error instanceof EnvError) return `${error.text.zh}\n${error.text.en}`;
  if (!(error instanceof Error)) return String(error);
  // A refused connection has an empty message and the reasons inside.
  const reasons = error instanceof AggregateError ? error.errors : [];
  return error.message || reasons.map(String).join('; ') || error.name;
}
