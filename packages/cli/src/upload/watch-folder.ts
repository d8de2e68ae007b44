import type { Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isIgnoredName } from './ignored-name.ts';
import { type FoundFile, walkFolder } from './walk-folder.ts';

export interface WatchFolderOptions {
  /** Called once per version of a file, one file after another. When it rejects, the file is tried again after `retryMs`. */
  onStableFile(file: FoundFile): Promise<void>;
  /** How long size and time of change must stay as they are. Default 2,000 ms. */
  settleMs?: number;
  /** Default 30,000 ms. */
  retryMs?: number;
  /** A folder cannot be read, or `onStableFile` failed. Each is told once until it ends or changes. */
  onError?(error: unknown, name: string): void;
}

export interface FolderWatch {
  /** Resolves when the file under way is done; none is begun after that. */
  close(): Promise<void>;
}

interface Seen {
  file: FoundFile;
  version: string;
  /** When it may be handed over; null once it was. */
  dueAt: number | null;
  /** What went wrong at the last attempt. */
  trouble?: string;
}

interface Memory {
  /** By path, byte for byte. */
  files: Map<string, Seen>;
  /** Folders that could not be listed. */
  unreadable: Set<string>;
}

/** Half-written files. */
const unfinishedName = /^~|\.(part|partial|filepart|crdownload|download|tmp|temp|swp)$/i;

/**
 * Hands over every file that is in the folder or is put into it or below, once it is written to its end: when its size and
 * times of change have stayed the same for `settleMs`. The folder is looked through again and again rather than watched through
 * the system's events, which network shares do not send; looking takes at most a tenth of the time.
 */
export function watchFolder(folder: string, options: WatchFolderOptions): FolderWatch {
  const root = path.resolve(folder);
  const { settleMs = 2_000 } = options;
  const memory: Memory = { files: new Map(), unreadable: new Set() };
  const closing = new AbortController();
  const running = watch();

  async function watch(): Promise<void> {
    while (!closing.signal.aborted) {
      const begin = performance.now();
      await look(root, memory, options);
      const pause = Math.max(settleMs / 2, 10 * (performance.now() - begin), 10);
      for (const state of memory.files.values()) {
        if (closing.signal.aborted) return;
        if (state.dueAt !== null && state.dueAt <= performance.now()) await handOver(state, options);
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

/** Brings the memory up to date with the folder. Links are not followed: they may lead out of it. */
async function look(root: string, memory: Memory, options: WatchFolderOptions): Promise<void> {
  const { files } = memory;
  const present = new Set<string>();
  const unreadable = new Set<string>();
  await walkFolder(root, {
    isIgnored: (name) => isIgnoredName(name) || unfinishedName.test(name),
    async onFile(file) {
      const stats = await statOrNull(file.path);
      if (stats === null) return;
      const key = file.path.toString('latin1');
      present.add(key);
      const version = versionOf(stats);
      if (files.get(key)?.version !== version)
        files.set(key, { file, version, dueAt: performance.now() + (options.settleMs ?? 2_000) });
    },
    onIgnored() {},
    onUnreadable(name, error) {
      unreadable.add(name);
      if (!memory.unreadable.has(name)) options.onError?.(error, name);
    },
  });
  memory.unreadable = unreadable;
  // Forgotten files would be handed over anew when they are seen again, so an unreadable folder forgets nothing.
  if (unreadable.size === 0) for (const key of files.keys()) if (!present.has(key)) files.delete(key);
}

async function handOver(state: Seen, options: WatchFolderOptions): Promise<void> {
  const { file } = state;
  try {
    const now = await statOrNull(file.path);
    // Changed or gone since it was looked at: the next look decides.
    if (now === null || versionOf(now) !== state.version) return;
    await options.onStableFile(file);
    state.dueAt = null;
  } catch (error) {
    state.dueAt = performance.now() + (options.retryMs ?? 30_000);
    if (state.trouble !== String(error)) options.onError?.(error, file.name);
    state.trouble = String(error);
  }
}

/** The inode's time of change tells of what keeps size and time of writing: another file of that name, or leave to read it. */
function versionOf({ size, mtimeMs, ctimeMs }: Stats): string {
  return `${size} ${mtimeMs} ${ctimeMs}`;
}

async function statOrNull(file: Buffer): Promise<Stats | null> {
  try {
    return await lstat(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
