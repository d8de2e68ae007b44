import type { ConfirmRequest, ConfirmResponse } from '@nianbao/contracts';
import { callApi } from '../api/call-api.ts';
import type { GatheredFile } from './gather-files.ts';
import { sendFile } from './send-file.ts';

export type UploadStep = 'waiting' | 'sending' | 'stored' | 'done' | 'failed';

export interface UploadItem extends GatheredFile {
  id: number;
  batch: string;
  /** Id of the genre; undefined lets the text decide. */
  profile: string | undefined;
  step: UploadStep;
  sentBytes: number;
  reason: string | null;
}

export interface UploadQueue {
  add(files: readonly GatheredFile[], batch: string, profile?: string): void;
  retryFailed(): void;
  clearDone(): void;
  /** The same array until something changes. */
  items(): readonly UploadItem[];
  subscribe(onChange: () => void): () => void;
}

const parallel = 4;
const confirmAtOnce = 100;
/** The page is drawn at most so often, however many files move. */
const drawEveryMs = 150;

/** Sends files four at a time and announces those that arrived. Outlives the page it is shown on. */
export function createUploadQueue(): UploadQueue {
  let items: UploadItem[] = [];
  let shown: readonly UploadItem[] = items;
  const listeners = new Set<() => void>();
  const stored: { item: UploadItem; key: string }[] = [];
  let sending = 0;
  let confirming = false;
  let nextId = 1;
  let next = 0;
  let timer: number | undefined;

  function changed(): void {
    if (timer !== undefined) return;
    timer = window.setTimeout(() => {
      timer = undefined;
      shown = [...items];
      for (const listener of listeners) listener();
    }, drawEveryMs);
  }

  function pump(): void {
    while (sending < parallel && next < items.length) {
      const item = items[next++];
      if (item?.step === 'waiting') void send(item);
    }
    void confirm();
  }

  async function send(item: UploadItem): Promise<void> {
    sending += 1;
    item.step = 'sending';
    try {
      const key = await sendFile(item, item.batch, (bytes) => {
        item.sentBytes = bytes;
        changed();
      });
      item.step = 'stored';
      stored.push({ item, key });
    } catch (error) {
      fail(item, error);
    }
    sending -= 1;
    changed();
    pump();
  }

  async function confirm(): Promise<void> {
    if (confirming || stored.length === 0) return;
    confirming = true;
    const profile = stored[0]?.item.profile;
    const alike = stored.findIndex(({ item }) => item.profile !== profile);
    const group = stored.splice(0, Math.min(confirmAtOnce, alike === -1 ? stored.length : alike));
    const request: ConfirmRequest = { keys: group.map(({ key }) => key), ...(profile && { profile }) };
    try {
      const { missing } = await callApi<ConfirmResponse>('/api/uploads/confirm', {
        method: 'POST',
        json: request,
      });
      for (const { item, key } of group) {
        if (missing.includes(key)) fail(item, new Error('missing'));
        else item.step = 'done';
      }
    } catch (error) {
      for (const { item } of group) fail(item, error);
    }
    confirming = false;
    changed();
    pump();
  }

  return {
    add(files, batch, profile) {
      for (const file of files)
        items.push({ ...file, id: nextId++, batch, profile, step: 'waiting', sentBytes: 0, reason: null });
      changed();
      pump();
    },
    retryFailed() {
      for (const item of items)
        if (item.step === 'failed') Object.assign(item, { step: 'waiting', reason: null, sentBytes: 0 });
      next = 0;
      changed();
      pump();
    },
    clearDone() {
      items = items.filter(({ step }) => step !== 'done');
      next = 0;
      changed();
    },
    items: () => shown,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}

function fail(item: UploadItem, error: unknown): void {
  item.step = 'failed';
  item.reason = error instanceof Error ? error.message : String(error);
}
