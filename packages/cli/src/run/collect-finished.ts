import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { finished as streamFinished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NianbaoClient } from '@nianbao/client';
import type { DocumentDetail, DocumentSummary } from '@nianbao/contracts';
import { concurrently } from '../concurrently.ts';
import type { Io } from '../terminal/io.ts';
import { createProgress } from '../terminal/progress.ts';
import type { UploadOutcome } from '../upload/upload-all.ts';

export interface Finished {
  /** By name. */
  documents: DocumentSummary[];
  /** Every result in full, one JSON document per line. */
  resultsFile: string;
}

interface Job {
  batch: string;
  outcome: UploadOutcome;
  dataDir: string;
}

/** 2.docx stands before 10.docx. */
export const byName = new Intl.Collator('zh', { numeric: true });
/** Characters; three bytes each in Chinese, of the 255 a file name may have. */
const longestName = 70;
const askEveryMs = 500;
const askedAtOnce = 8;
/** With more than this many in flight the batch's account is asked, not every document. */
const askedEach = 40;

/** Waits until every document of an upload, known ones too, is finished, and writes their results to one file. */
export async function collectFinished(
  io: Io,
  client: NianbaoClient,
  { batch, outcome, dataDir }: Job,
): Promise<Finished> {
  const ids = [...outcome.uploaded.map((file) => file.uploadId), ...outcome.known.map((file) => file.sha256)];
  const results = await openResultsFile(dataDir, batch);
  const summaries = new Map<string, DocumentSummary>();
  const progress = createProgress(io, io.t.run.reading);
  const show = (done: number): void => progress.update(done, ids.length, io.t.run.progress(done, ids.length));
  try {
    for (;;) {
      const pending = ids.filter((id) => !summaries.has(id));
      if (pending.length === 0) break;
      const inFlight = pending.length > askedEach ? (await client.status({ batch })).account.inFlight : 0;
      show(pending.length > askedEach ? Math.max(0, ids.length - inFlight) : summaries.size);
      if (inFlight <= askedEach) {
        await concurrently(
          pending,
          askedAtOnce,
          async (id) => {
            const detail = await findFinished(client, id);
            if (detail === null) return;
            summaries.set(id, detail.summary);
            if (detail.result !== null) await results.write(detail);
          },
          io.signal,
        );
        show(summaries.size);
      }
      if (summaries.size < ids.length) await sleep(askEveryMs, undefined, { signal: io.signal });
    }
  } catch (error) {
    await results.discard();
    throw error;
  } finally {
    progress.stop();
  }
  const documents = [...summaries.values()].sort((a, b) => byName.compare(a.name, b.name));
  return { documents, resultsFile: await results.close() };
}

/** Null while it is in flight, or not in the ledger yet. */
async function findFinished(client: NianbaoClient, id: string): Promise<DocumentDetail | null> {
  try {
    const detail = await client.document(id);
    return detail.summary.state === 'in-flight' ? null : detail;
  } catch (error) {
    if (error instanceof Error && 'status' in error && error.status === 404) return null;
    throw error;
  }
}

/** Written beside and renamed, so that an interrupted run leaves the last one's file as it was. */
async function openResultsFile(dataDir: string, batch: string) {
  const folder = join(dataDir, 'exports');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${batch.slice(0, longestName)}.ndjson`);
  const draft = `${path}.${process.pid}.part`;
  const stream = createWriteStream(draft, { mode: 0o600 });
  return {
    write: ({ result }: DocumentDetail) =>
      new Promise<void>((resolve, reject) => {
        stream.write(`${JSON.stringify(result)}\n`, (error) => (error ? reject(error) : resolve()));
      }),
    async discard(): Promise<void> {
      stream.destroy();
      await rm(draft, { force: true });
    },
    async close(): Promise<string> {
      stream.end();
      await streamFinished(stream);
      await rename(draft, path);
      return path;
    },
  };
}
