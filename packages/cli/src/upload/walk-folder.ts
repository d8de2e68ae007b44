import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { decodeFileName } from './zip-entry-name.ts';

export interface FoundFile {
  /** As the system has it: no name of a file needs to be UTF-8. */
  path: Buffer;
  /** Below the folder that was walked, with `/` between; readable. */
  name: string;
}

export interface FolderVisitor {
  isIgnored(name: string): boolean;
  onFile(file: FoundFile): Promise<void> | void;
  /** Left out: an ignored name, a link, a device. */
  onIgnored(name: string): void;
  /** A folder that cannot be listed; `name` is empty for the one that is walked. */
  onUnreadable(name: string, error: Error): void;
}

/** Visits the regular files below a folder, in the order of their names. Links are not followed: they may lead out of it. */
export async function walkFolder(folder: string | Buffer, visitor: FolderVisitor, below = ''): Promise<void> {
  let entries: Dirent<Buffer>[];
  try {
    entries = await readdir(folder, { withFileTypes: true, encoding: 'buffer' });
  } catch (error) {
    visitor.onUnreadable(below, error instanceof Error ? error : new Error(String(error)));
    return;
  }
  const named = entries.map((entry) => ({ entry, own: decodeFileName(entry.name) }));
  for (const { entry, own } of named.sort((a, b) => (a.own < b.own ? -1 : 1))) {
    const name = below === '' ? own : `${below}/${own}`;
    const path = Buffer.concat([Buffer.from(folder), Buffer.from('/'), entry.name]);
    if (visitor.isIgnored(own)) visitor.onIgnored(name);
    else if (entry.isDirectory()) await walkFolder(path, visitor, name);
    else if (entry.isFile()) await visitor.onFile({ path, name });
    else visitor.onIgnored(name);
  }
}
