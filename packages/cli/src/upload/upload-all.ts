import { type NianbaoClient, UnreachableError } from '@nianbao/client';
import { concurrently } from '../concurrently.ts';
import { type InspectedFile, inspectFile } from './inspect-file.ts';
import type { SkippedFile, UploadFile } from './upload-file.ts';

interface UploadedFile {
  name: string;
  sha256: string;
  bytes: number;
  uploadId: string;
}

export interface UploadOutcome {
  uploaded: UploadedFile[];
  /** In the ledger before: not sent again. */
  known: { name: string; sha256: string }[];
  /** Same content as another file of this upload: not sent. */
  repeated: { name: string; sha256: string }[];
  skipped: SkippedFile[];
  /** `refused`: the server will say no again, as to a name that cannot be. */
  failed: { name: string; reason: string; refused: boolean }[];
}

export type UploadStep = 'hashing' | 'uploading';
/** Progress of one step: files and bytes done, of all. */
export type OnStep = (
  step: UploadStep,
  done: { files: number; bytes: number },
  all: { files: number; bytes: number },
) => void;

interface UploadOptions {
  batch: string;
  profile?: string;
  concurrency: number;
  signal: AbortSignal;
  /** Says in the user's language why a file was refused. */
  explain(error: unknown): string;
  onStep?: OnStep;
}

/**
 * Hashes every file, asks which contents are there already, sends the others. Nothing is recorded on this side: running it
 * again goes on where it stopped. A file the server refuses is listed and the rest goes on; a server that does not answer ends it.
 */
export async function uploadAll(
  client: Pick<NianbaoClient, 'known' | 'upload'>,
  files: readonly UploadFile[],
  options: UploadOptions,
): Promise<UploadOutcome> {
  const outcome: UploadOutcome = { uploaded: [], known: [], repeated: [], skipped: [], failed: [] };
  const inspected = await inspectAll(files, options, outcome.skipped);
  const known = await client.known([...new Set(inspected.map((file) => file.sha256))]);
  const seen = new Set<string>();
  const due: InspectedFile[] = [];
  for (const file of inspected) {
    const { name, sha256 } = file;
    if (seen.has(sha256)) outcome.repeated.push({ name, sha256 });
    else if (known.has(sha256)) outcome.known.push({ name, sha256 });
    else due.push(file);
    seen.add(sha256);
  }
  await sendAll(client, due, options, outcome);
  outcome.uploaded.sort((a, b) => (a.name < b.name ? -1 : 1));
  return outcome;
}

async function inspectAll(
  files: readonly UploadFile[],
  options: UploadOptions,
  skipped: SkippedFile[],
): Promise<InspectedFile[]> {
  const meter = createMeter('hashing', files, options.onStep);
  const inspected = new Map<number, InspectedFile>();
  await concurrently(
    files,
    options.concurrency,
    async (file, index) => {
      const result = await inspectFile(file, options.signal);
      if ('reason' in result) skipped.push(result);
      else inspected.set(index, result);
      meter.finish(file);
    },
    options.signal,
  );
  return files.flatMap((_, index) => inspected.get(index) ?? []);
}

async function sendAll(
  client: Pick<NianbaoClient, 'upload'>,
  files: readonly InspectedFile[],
  options: UploadOptions,
  outcome: UploadOutcome,
): Promise<void> {
  const meter = createMeter('uploading', files, options.onStep);
  const { batch, profile, signal } = options;
  const base = { batch, signal, ...(profile === undefined ? {} : { profile }) };
  await concurrently(
    files,
    options.concurrency,
    async (file) => {
      try {
        const target = { ...base, name: file.name, onProgress: (bytes: number) => meter.pass(file, bytes) };
        const { uploadId } = await client.upload({ open: file.open, bytes: file.bytes }, target);
        outcome.uploaded.push({ name: file.name, sha256: file.sha256, bytes: file.bytes, uploadId });
      } catch (error) {
        if (options.signal.aborted || error instanceof UnreachableError || isRefusedForAll(error))
          throw error;
        outcome.failed.push({
          name: file.name,
          reason: options.explain(error),
          refused: statusOf(error) >= 400 && statusOf(error) < 500,
        });
      }
      meter.finish(file);
    },
    options.signal,
  );
}

/** A wrong key is wrong for every file. */
function isRefusedForAll(error: unknown): boolean {
  return [401, 403].includes(statusOf(error));
}

/** 0 for what is no answer of the server. */
function statusOf(error: unknown): number {
  return error instanceof Error && 'status' in error ? Number(error.status) : 0;
}

function createMeter(step: UploadStep, files: readonly UploadFile[], onStep: OnStep | undefined) {
  const all = { files: files.length, bytes: files.reduce((sum, file) => sum + file.bytes, 0) };
  const partial = new Map<UploadFile, number>();
  const done = { files: 0, bytes: 0 };
  const report = (): void => {
    let passing = 0;
    for (const bytes of partial.values()) passing += bytes;
    onStep?.(step, { files: done.files, bytes: done.bytes + passing }, all);
  };
  if (files.length > 0) report();
  return {
    pass(file: UploadFile, bytes: number): void {
      partial.set(file, bytes);
      report();
    },
    finish(file: UploadFile): void {
      partial.delete(file);
      done.files++;
      done.bytes += file.bytes;
      report();
    },
  };
}
