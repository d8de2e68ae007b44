import { createHash } from 'node:crypto';
import { sniffedBytes, sniffReport } from './sniff-report.ts';
import type { SkippedFile, UploadFile } from './upload-file.ts';

export interface InspectedFile extends UploadFile {
  sha256: string;
}

/** Reads a file once: is it a report, and what is its SHA-256? Reading stops early when it is none. */
export async function inspectFile(
  file: UploadFile,
  signal: AbortSignal,
): Promise<InspectedFile | SkippedFile> {
  try {
    const hash = createHash('sha256');
    let head = Buffer.alloc(0);
    let reason = null as ReturnType<typeof sniffReport>;
    const stream = await file.open();
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      signal.throwIfAborted();
      if (head.length < sniffedBytes) {
        head = Buffer.concat([head, chunk.subarray(0, sniffedBytes - head.length)]);
        if (head.length >= sniffedBytes) reason = sniffReport(file.name, head);
        if (reason !== null) break;
      }
      hash.update(chunk);
    }
    reason ??= sniffReport(file.name, head);
    if (reason !== null) return { origin: file.origin, reason };
    return { ...file, sha256: hash.digest('hex') };
  } catch (error) {
    signal.throwIfAborted();
    const detail = error instanceof Error ? error.message : String(error);
    return { origin: file.origin, reason: 'unreadable', detail };
  }
}
