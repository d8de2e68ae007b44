import { watch } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import path from 'node:path';

export interface WatchFolderOptions {
  /** Called once per version of a file, one file after another. When it rejects, the file is tried again after `retryMs`. */
  onStableFile(path: string): Promise<void>;
  /** How long size and time of change must stay as they are. Default 2,000 ms. */
  settleMs?: number;
  /** Default 30,000 ms. */
  retryMs?: number;
  /** The folder cannot be read, or `onStableFile` failed. */
  onError?(error: unknown, path: string): void;
}

export interface FolderWatch {
  /** Resolves when the file under way is done; none is begun after that. */
  close(): Promise<void>;
}

interface Seen {
  /** Size and time of change. */
  version: string;
  /** When this version was first seen, or is due again. */
  since: number;
  taken: boolean;
}

/** Half-written files and what editors and browsers leave beside them. */
const ignoredNames =
  /^(\.|~\$|~)|\.(part|partial|crdownload|tmp|temp|download|filepart|swp)$|^(Thumbs\.db|desktop\.ini)$/i;

/**
 * Hands over every file that is in the folder or is put into it or below, once it is written to its end: when its size and
 * time of change have stayed the same for `settleMs`. The folder is looked through at that pace, which also works on network
 * shares; the system's change events, where there are any, only make it look sooner.
 */
export function watchFolder(folder: string, options: WatchFolderOptions): FolderWatch {
  const root = path.resolve(folder);
  const { settleMs = 2_000 } = options;
  const seen = new Map<string, Seen>();
  const stopping = new AbortController();
  const bell = createBell();
  const events = systemEvents(root, bell.ring);
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await look(root, seen, options, stopping.signal);
      await bell.wait(Math.max(20, settleMs / 2));
    }
  })();
  return {
    async close() {
      stopping.abort();
      events.close();
      bell.ring();
      await running;
    },
  };
}

async function look(
  root: string,
  seen: Map<string, Seen>,
  { onStableFile, onError, settleMs = 2_000, retryMs = 30_000 }: WatchFolderOptions,
  signal: AbortSignal,
): Promise<void> {
  const present = new Set<string>();
  for await (const { file, version } of filesBelow(root, onError)) {
    if (signal.aborted) return;
    present.add(file);
    const before = seen.get(file);
    if (before?.version !== version) seen.set(file, { version, since: Date.now(), taken: false });
    else if (!before.taken && Date.now() - before.since >= settleMs) {
      try {
        await onStableFile(file);
        before.taken = true;
      } catch (error) {
        before.since = Date.now() + retryMs - settleMs;
        onError?.(error, file);
      }
    }
  }
  for (const file of seen.keys()) if (!present.has(file)) seen.delete(file);
}

async function* filesBelow(
  folder: string,
  onError: WatchFolderOptions['onError'],
): AsyncGenerator<{ file: string; version: string }> {
  try {
    // Links are not followed: they may lead out of the folder, or round in circles.
    for await (const entry of await opendir(folder)) {
      if (ignoredNames.test(entry.name)) continue;
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) yield* filesBelow(file, onError);
      else if (entry.isFile()) {
        const { size, mtimeMs } = await stat(file);
        yield { file, version: `${size} ${mtimeMs}` };
      }
    }
  } catch (error) {
    // What is moved away while it is looked at will be seen, or not, the next time.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') onError?.(error, folder);
  }
}

function systemEvents(root: string, onChange: () => void): { close(): void } {
  try {
    const watcher = watch(root, { recursive: true, persistent: false }, onChange);
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return { close() {} };
  }
}

/** A sleep that can be cut short, also by a ring just before it. */
function createBell() {
  let wake: (() => void) | undefined;
  let rung = false;
  return {
    ring() {
      rung = true;
      wake?.();
    },
    wait(ms: number): Promise<void> {
      return new Promise((resolve) => {
        const timer = setTimeout(done, rung ? 0 : ms);
        rung = false;
        wake = done;
        function done() {
          clearTimeout(timer);
          wake = undefined;
          resolve();
        }
      });
    },
  };
}
