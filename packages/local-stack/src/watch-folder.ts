import type { Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

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
  /** When it may be handed over; null once it was. */
  dueAt: number | null;
}

/** Half-written files and what editors, browsers and systems leave beside them. */
const ignoredNames =
  /^(\.|~)|\.(part|partial|filepart|crdownload|download|tmp|temp|swp)$|^(Thumbs\.db|desktop\.ini)$/i;

/**
 * Hands over every file that is in the folder or is put into it or below, once it is written to its end: when its size and
 * time of change have stayed the same for `settleMs`. The folder is looked through again and again rather than watched through
 * the system's events, which network shares do not send; looking takes at most a tenth of the time.
 */
export function watchFolder(folder: string, options: WatchFolderOptions): FolderWatch {
  const root = path.resolve(folder);
  const { settleMs = 2_000 } = options;
  const seen = new Map<string, Seen>();
  const closing = new AbortController();
  const running = watch();

  async function watch(): Promise<void> {
    while (!closing.signal.aborted) {
      const begin = performance.now();
      await look(root, seen, options);
      const pause = Math.max(settleMs / 2, 10 * (performance.now() - begin), 10);
      for (const [file, state] of seen) {
        if (closing.signal.aborted) return;
        if (state.dueAt !== null && state.dueAt <= Date.now()) await handOver(file, state, options);
      }
      await sleep(pause, undefined, { signal: closing.signal }).catch(() => {});
    }
  }

  return {
    async close() {
      closing.abort();
      await running;
    },
  };
}

/** Brings `seen` up to date with the folder. */
async function look(root: string, seen: Map<string, Seen>, options: WatchFolderOptions): Promise<void> {
  const present = new Set<string>();
  const complete = await walk(root, options, (file, { size, mtimeMs }) => {
    present.add(file);
    const version = `${size} ${mtimeMs}`;
    if (seen.get(file)?.version !== version)
      seen.set(file, { version, dueAt: Date.now() + (options.settleMs ?? 2_000) });
  });
  // Forgotten files would be handed over anew when they are seen again, so an unreadable folder forgets nothing.
  if (complete) for (const file of seen.keys()) if (!present.has(file)) seen.delete(file);
}

async function handOver(file: string, state: Seen, options: WatchFolderOptions): Promise<void> {
  try {
    const now = await statOrNull(file);
    // Changed or gone since it was looked at: the next look decides.
    if (now === null || `${now.size} ${now.mtimeMs}` !== state.version) return;
    await options.onStableFile(file);
    state.dueAt = null;
  } catch (error) {
    state.dueAt = Date.now() + (options.retryMs ?? 30_000);
    options.onError?.(error, file);
  }
}

/** Visits the regular files below. Links are not followed: they may lead out of the folder. False when a part could not be read. */
async function walk(
  folder: string,
  options: WatchFolderOptions,
  visit: (file: string, stats: Stats) => void,
): Promise<boolean> {
  let complete = true;
  try {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (ignoredNames.test(entry.name)) continue;
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) complete = (await walk(file, options, visit)) && complete;
      else {
        const stats = entry.isFile() ? await statOrNull(file) : null;
        if (stats) visit(file, stats);
      }
    }
  } catch (error) {
    complete = false;
    options.onError?.(error, folder);
  }
  return complete;
}

async function statOrNull(file: string): Promise<Stats | null> {
  try {
    return await lstat(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
