import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

export interface PageFile {
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** Null for what gains nothing. */
  gzipped: Uint8Array<ArrayBuffer> | null;
  etag: string;
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};
const worthGzip = 1024;

/** Every file of the built page by its path (`/assets/…`), compressed once. A few MB. */
export async function loadPage(dist: string): Promise<Map<string, PageFile>> {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map(async (path) => [path.slice(dist.length).replaceAll(sep, '/'), await load(path)] as const);
  return new Map(await Promise.all(files));
}

async function load(path: string): Promise<PageFile> {
  const bytes = await readFile(path);
  const zipped = bytes.length >= worthGzip ? await promisify(gzip)(bytes, { level: 9 }) : null;
  return {
    type: types[extname(path)] ?? 'application/octet-stream',
    bytes: new Uint8Array(bytes),
    gzipped: zipped && new Uint8Array(zipped),
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
  };
}
