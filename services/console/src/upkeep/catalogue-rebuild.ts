import { rebuildCatalogue } from '@nianbao/catalogue';
import { priorityClass, type RebuildStatus } from '@nianbao/contracts';
import type { ConsoleDeps } from '../console-deps.ts';

export interface CatalogueRebuild {
  status(): RebuildStatus;
  /** Starts one in the background; false when one is running. */
  start(): boolean;
  /** Breaks off and waits. A rebuild that was broken off is simply started again. */
  stop(): Promise<void>;
}

/** Names in an answer: an operator needs examples, not a list of everything. */
const maxNames = 100;

const idle: RebuildStatus = {
  state: 'idle',
  startedAt: null,
  finishedAt: null,
  phase: null,
  done: 0,
  unreadable: [],
  unreadableCount: 0,
  error: null,
};

/** The rebuild of the catalogue from the object store: at most one at a time in this process. */
export function createCatalogueRebuild({ catalogue, store, log, config }: ConsoleDeps): CatalogueRebuild {
  let status = idle;
  let running: Promise<void> | undefined;
  const stopping = new AbortController();

  async function run(): Promise<void> {
    const { signal } = stopping;
    const options = { profileId: config.profileId, priority: priorityClass.backfill, signal };
    try {
      await rebuildCatalogue(catalogue, store, options, ({ phase, done, unreadable }) => {
        const names = unreadable.slice(0, maxNames);
        status = { ...status, phase, done, unreadable: names, unreadableCount: unreadable.length };
      });
      status = { ...status, state: 'done', finishedAt: new Date().toISOString() };
      log.info({ event: 'rebuild', unreadable: status.unreadableCount }, 'catalogue rebuilt');
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      status = { ...status, state: 'failed', finishedAt: new Date().toISOString(), error: message };
      log.error({ event: 'rebuild-failed', err: error }, 'rebuilding the catalogue failed');
    } finally {
      running = undefined;
    }
  }

  return {
    status: () => status,
    start() {
      if (running !== undefined) return false;
      status = { ...idle, state: 'running', startedAt: new Date().toISOString() };
      running = run();
      return true;
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
