import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export interface PageFile {
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** By the name of the coding; none for what gains nothing. */
  compressed: Map<string, Uint8Array<ArrayBuffer>>;
  etag: string;
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};
const worthIt = 1024;
/** Of eleven: the last two take ten times as long for a hundredth. */
const brotliQuality = 9;

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
  const compressed: PageFile['compressed'] = new Map();
  if (bytes.length >= worthIt) {
    compressed.set('gzip', new Uint8Array(await promisify(gzip)(bytes, { level: 9 })));
    void addBrotli(compressed, bytes);
  }
  return {
    type: types[extname(path)] ?? 'application/octet-stream',
    bytes: new Uint8Array(bytes),
    compressed,
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
  };
}

/** Takes a second or two for all: the first who looks need not wait for it. */
async function addBrotli(compressed: PageFile['compressed'], bytes: Buffer): Promise<void> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: brotliQuality };
  compressed.set('br', new Uint8Array(await promisify(brotliCompress)(bytes, { params })));
}
