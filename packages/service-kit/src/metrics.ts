import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Logger } from './logger.ts';

/** One row of a table of metrics. */
export interface MetricRow {
  kind: 'counter' | 'gauge' | 'histogram';
  /** After Prometheus' conventions: base units (seconds, bytes), `_total` for counters. */
  name: string;
  help: { zh: string; en: string };
  /** Each with few values that are known beforehand: never an id or a name that users give. */
  labels: readonly string[];
  /** Upper bounds of a histogram, in its unit. */
  buckets?: readonly number[];
}

/** What `/metrics` answers with. */
export interface Exposition {
  contentType: string;
  /** The figures now, as text. A collector that fails is logged and leaves the others' figures as they are. */
  scrape(): Promise<string>;
}

export interface Metrics<Table extends Record<string, MetricRow>> extends Exposition {
  series: { readonly [Key in keyof Table]: Instrument<Table[Key]> };
  /** `collect` is called at each scrape, for what is asked rather than counted. */
  onScrape(collect: () => Promise<void>): void;
}

type Instrument<Row extends MetricRow> = {
  counter: Counter<Row['labels'][number]>;
  gauge: Gauge<Row['labels'][number]>;
  histogram: Histogram<Row['labels'][number]>;
}[Row['kind']];

const make = { counter: Counter, gauge: Gauge, histogram: Histogram };

/** A process's metrics: those of the table and the usual figures of a Node process. */
export function createMetrics<const Table extends Record<string, MetricRow>>(
  table: Table,
  log: Logger,
): Metrics<Table> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const series = Object.fromEntries(
    Object.entries(table).map(([key, row]) => [key, instrument(row, registry)]),
  );
  const collectors: (() => Promise<void>)[] = [];
  return {
    contentType: registry.contentType,
    series: series as Metrics<Table>['series'],
    onScrape: (collect) => collectors.push(collect),
    async scrape() {
      const collected = await Promise.allSettled(collectors.map((collect) => collect()));
      for (const outcome of collected)
        if (outcome.status === 'rejected')
          log.warn({ event: 'metrics', err: outcome.reason }, 'some metrics could not be collected');
      return registry.metrics();
    },
  };
}

function instrument({ kind, name, help, labels, buckets }: MetricRow, registry: Registry) {
  return new make[kind]({
    name,
    help: `${help.en} ${help.zh}`,
    labelNames: [...labels],
    registers: [registry],
    ...(buckets ? { buckets: [...buckets] } : {}),
  });
}

/** The same object whose methods' promises are timed: `observe` gets the method's name and the seconds it took, also when it failed. */
export function timed<T extends object>(target: T, observe: (method: string, seconds: number) => void): T {
  return new Proxy(target, {
    get(object, key) {
      const value: unknown = Reflect.get(object, key);
      if (typeof value !== 'function' || typeof key !== 'string') return value;
      return (...args: unknown[]) => {
        const startedAt = performance.now();
        const result: unknown = value.apply(object, args);
        if (!(result instanceof Promise)) return result;
        return result.finally(() => observe(key, (performance.now() - startedAt) / 1_000));
      };
    },
  });
}
