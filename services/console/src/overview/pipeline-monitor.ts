import type { LocalizedText, Overview, PipelineSample } from '@nianbao/contracts';
import { unavailableText } from '@nianbao/pipeline';
import type { ConsoleDeps } from '../console-deps.ts';
import { operatorAlerts } from './operator-alerts.ts';
import { readStatus } from './status-routes.ts';

interface Watcher {
  onLook(overview: Overview): void;
  /** There is no look for now, and why. */
  onSilence(text: LocalizedText): void;
}

export interface PipelineMonitor {
  /** The newest look, at most a second old. */
  current(): Promise<Overview>;
  /** Calls back with every look from now on. Returns how to stop. */
  watch(watcher: Watcher): () => void;
  /** Looks in the background even while nobody watches, so that the history is there when somebody comes. */
  start(): void;
  stop(): void;
}

const watchedEveryMs = 2_000;
const unwatchedEveryMs = 15_000;
const freshMs = 1_000;
/** What alerts look back on. */
const remindedMinutes = 30;

/** Looks at the queues once for all who watch, and keeps what it sees in the history. */
export function createPipelineMonitor(deps: ConsoleDeps): PipelineMonitor {
  const watchers = new Set<Watcher>();
  let newest: { at: number; overview: Promise<Overview> } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let running = false;

  function current(): Promise<Overview> {
    const now = performance.now();
    if (newest === undefined || now - newest.at > freshMs) newest = { at: now, overview: look(Date.now()) };
    return newest.overview;
  }

  async function look(now: number): Promise<Overview> {
    const [status, oldest, subscriptions] = await Promise.all([
      readStatus(deps),
      deps.catalogue.oldestInFlight(),
      deps.catalogue.subscriptions(),
    ]);
    const { account, stages } = status;
    const sample: PipelineSample = {
      at: new Date(now).toISOString(),
      depth: stages.map(({ waiting, delayed, active }) => waiting + delayed + active),
      finished: account.uploaded - account.inFlight,
      failed: account.failed,
    };
    const { looks } = deps.pipeline;
    await deps.pipeline.inTime(looks.keep(sample));
    const earlier = await deps.pipeline.inTime(looks.recent(remindedMinutes));
    const alerts = operatorAlerts(status, subscriptions, oldest, [...earlier, sample], now);
    return { status, oldest, sample, alerts };
  }

  async function tick(): Promise<void> {
    try {
      const overview = await current();
      for (const { onLook } of watchers) onLook(overview);
    } catch (error) {
      deps.log.warn({ event: 'look-failed', err: error }, 'the queues or the ledger do not answer');
      const text = error instanceof Error ? unavailableText(error) : null;
      if (text !== null) for (const { onSilence } of watchers) onSilence(text);
    }
    schedule();
  }

  function schedule(delayMs = watchers.size > 0 ? watchedEveryMs : unwatchedEveryMs): void {
    clearTimeout(timer);
    if (running || watchers.size > 0) timer = setTimeout(() => void tick(), delayMs).unref();
  }

  return {
    current,
    watch(watcher) {
      watchers.add(watcher);
      schedule(0);
      return () => watchers.delete(watcher);
    },
    start() {
      running = true;
      schedule();
    },
    stop() {
      running = false;
      watchers.clear();
      clearTimeout(timer);
    },
  };
}
