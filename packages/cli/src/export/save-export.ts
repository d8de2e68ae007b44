import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { ExportManifest } from '@nianbao/contracts';
import { CliError } from '../cli-error.ts';
import type { Io } from '../terminal/io.ts';
import { type ArchiveEntry, openZipArchive } from '../upload/zip-archive.ts';

interface SavedExport {
  manifest: ExportManifest;
  /** What was written, the manifest last. */
  paths: string[];
}

const manifestName = 'manifest.json';
const maxEntries = 20;

/**
 * Writes an export that comes as an archive: one file to `out` with its manifest beside it, several into the folder `out`; as the archive
 * itself when `out` ends in `.zip`. Nothing stands under its name before its SHA-256 is that of the manifest.
 */
export async function saveExport(
  io: Io,
  body: ReadableStream<Uint8Array>,
  out: string,
  onBytes: (bytes: number) => void,
): Promise<SavedExport> {
  await mkdir(path.dirname(path.resolve(out)), { recursive: true });
  const draft = `${out.replace(/[/\\]+$/, '')}.${process.pid}.part`;
  try {
    await receive(body, draft, onBytes, io.signal);
    const archive = await openZipArchive(draft, maxEntries);
    try {
      const manifest = await readManifest(io, archive.entries);
      if (out.endsWith('.zip')) {
        await rename(draft, out);
        return { manifest, paths: [out] };
      }
      return { manifest, paths: await unpack(io, archive.entries, manifest, out) };
    } finally {
      archive.close();
    }
  } finally {
    await rm(draft, { force: true });
  }
}

async function receive(
  body: ReadableStream<Uint8Array>,
  file: string,
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  let bytes = 0;
  const counted = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      bytes += chunk.byteLength;
      onBytes(bytes);
      yield chunk;
    }
  };
  await pipeline(Readable.fromWeb(body as WebStream), counted, createWriteStream(file), { signal });
}

async function readManifest(io: Io, entries: readonly ArchiveEntry[]): Promise<ExportManifest> {
  const entry = entries.find((candidate) => candidate.path === manifestName);
  if (!entry) throw new CliError('internal', io.t.exports.damaged(manifestName));
  const chunks: Buffer[] = [];
  for await (const chunk of await entry.open()) chunks.push(chunk as Buffer);
  return ExportManifest.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
}

async function unpack(
  io: Io,
  entries: readonly ArchiveEntry[],
  manifest: ExportManifest,
  out: string,
): Promise<string[]> {
  const single = manifest.files.length === 1 && !/[/\\]$/.test(out);
  if (!single) await mkdir(out, { recursive: true });
  const paths: string[] = [];
  for (const { name, sha256 } of manifest.files) {
    const target = single ? out : path.join(out, name);
    const entry = entries.find((candidate) => candidate.path === name);
    const found = entry && (await unpackFile(entry, `${target}.part`));
    if (found !== sha256) {
      await rm(`${target}.part`, { force: true });
      throw new CliError('internal', io.t.exports.damaged(name));
    }
    await rename(`${target}.part`, target);
    paths.push(target);
  }
  const beside = single ? `${out}.${manifestName}` : path.join(out, manifestName);
  await writeFile(beside, `${JSON.stringify(manifest, null, 2)}\n`);
  return [...paths, beside];
}

/** Returns the SHA-256 of what was written. */
async function unpackFile(entry: ArchiveEntry, target: string): Promise<string> {
  const hash = createHash('sha256');
  const hashed = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  };
  await pipeline(await entry.open(), hashed, createWriteStream(target));
  return hash.digest('hex');
}
