import type { Catalogue } from '@nianbao/catalogue';
import type { Account } from '@nianbao/contracts';
import { isFsStore, type ObjectStore } from '@nianbao/object-store';
import { type Pipeline, type PipelineMetrics, redisMemory } from '@nianbao/pipeline';
import { withDeadline } from '@nianbao/service-kit/http';
import type { PipelineMonitor } from './pipeline-monitor.ts';

export interface MetricSources {
  pipeline: Pick<Pipeline, 'redis' | 'queues' | 'ping'>;
  catalogue: Pick<Catalogue, 'subscriptions' | 'check'>;
  store: ObjectStore;
}

type Series = PipelineMetrics['series'];

/** Prometheus waits ten seconds for all. */
const limitMs = 4_000;

/**
 * The figures that stand in the queues and the ledger rather than in one process: asked here, when the console is scraped, and
 * nowhere else. What cannot be asked is absent from the answer instead of out of date.
 */
export function collectMetrics(
  metrics: PipelineMetrics,
  sources: MetricSources,
  monitor: PipelineMonitor,
): void {
  const { series } = metrics;
  const add = (gauges: { reset(): void }[], read: () => Promise<() => void>) =>
    metrics.onScrape(async () => {
      for (const gauge of gauges) gauge.reset();
      const set = await withDeadline(read(), limitMs, 'what the metrics are asked of');
      set();
    });
  const ofStages = [series.queueJobs, series.queueWorkers, series.queueOldest, series.queuePaused];
  add([...ofStages, series.uploads], async () => {
    const { status } = await monitor.current();
    return () => {
      for (const { stage, workers, paused, oldestWaitingSeconds, ...depth } of status.stages) {
        for (const state of ['waiting', 'active', 'delayed'] as const)
          series.queueJobs.set({ stage, state }, depth[state]);
        series.queueWorkers.set({ stage }, workers);
        series.queueOldest.set({ stage }, oldestWaitingSeconds ?? 0);
        series.queuePaused.set({ stage }, paused ? 1 : 0);
      }
      setUploads(series, status.account);
    };
  });
  add([series.redisMemory], async () => {
    const memory = await redisMemory(sources.pipeline);
    return () => {
      series.redisMemory.set({ kind: 'used' }, memory.used);
      series.redisMemory.set({ kind: 'limit' }, memory.limit);
    };
  });
  add(
    [
      series.deliveryPending,
      series.deliveryUnacknowledged,
      series.deliveryOldest,
      series.deadLetters,
      series.deliveryDisabled,
    ],
    () => readDeliveries(series, sources),
  );
  add([series.storeDisk], () => readDisk(series, sources.store));
  metrics.onScrape(() => probeParts(series, sources));
}

function setUploads(series: Series, { uploaded: _, inFlight, discarded: __, ...finished }: Account): void {
  series.uploads.set({ state: 'in-flight' }, inFlight);
  for (const [state, count] of Object.entries(finished)) series.uploads.set({ state }, count);
}

async function readDeliveries(series: Series, { catalogue }: MetricSources): Promise<() => void> {
  const subscriptions = await catalogue.subscriptions();
  return () => {
    for (const { name: target, state, pending, sent, lagSeconds, dead } of subscriptions) {
      series.deliveryPending.set({ target }, pending);
      series.deliveryUnacknowledged.set({ target }, sent);
      series.deliveryOldest.set({ target }, lagSeconds);
      series.deadLetters.set({ target }, dead);
      series.deliveryDisabled.set({ target }, state === 'disabled' ? 1 : 0);
    }
  };
}

async function readDisk(series: Series, store: ObjectStore): Promise<() => void> {
  const space = isFsStore(store) ? await store.space() : null;
  return () => {
    if (space === null) return;
    series.storeDisk.set({ kind: 'free' }, space.freeBytes);
    series.storeDisk.set({ kind: 'size' }, space.sizeBytes);
  };
}

async function probeParts(series: Series, { pipeline, catalogue, store }: MetricSources): Promise<void> {
  const parts = {
    redis: () => pipeline.ping(),
    store: () => store.check(),
    catalogue: () => catalogue.check(),
  };
  await Promise.all(
    Object.entries(parts).map(async ([part, check]) => {
      const up = await withDeadline<unknown>(check(), limitMs, part).then(
        () => 1,
        () => 0,
      );
      series.partUp.set({ part }, up);
    }),
  );
}
