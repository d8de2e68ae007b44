import type { NianbaoClient } from '@nianbao/client';
import { describeError } from '../report-error.ts';
import { formatBytes } from '../terminal/format.ts';
import type { Io } from '../terminal/io.ts';
import { createProgress, type Progress } from '../terminal/progress.ts';
import { type OnStep, type UploadOutcome, type UploadStep, uploadAll } from './upload-all.ts';
import type { UploadFile } from './upload-file.ts';

interface Options {
  batch: string;
  profile?: string;
  concurrency: number;
}

/** What a file costs beside its bytes, in bytes: without it three large files make thousands of small ones look almost done. */
const fileOverhead = 64 * 1024;

/** `uploadAll` with a bar for checking and one for sending: files, bytes, time left. */
export async function uploadWithProgress(
  io: Io,
  client: NianbaoClient,
  files: readonly UploadFile[],
  options: Options,
): Promise<UploadOutcome> {
  let current: { step: UploadStep; progress: Progress } | undefined;
  const onStep: OnStep = (step, done, all) => {
    if (current?.step !== step) {
      current?.progress.stop();
      current = { step, progress: createProgress(io, io.t.upload[step]) };
    }
    const text = `${done.files}/${all.files}  ${formatBytes(done.bytes)}/${formatBytes(all.bytes)}`;
    const work = ({ files, bytes }: typeof all) => bytes + files * fileOverhead;
    current.progress.update(work(done), work(all), text);
  };
  try {
    const explain = (error: unknown) => describeError(io, error).message;
    return await uploadAll(client, files, { ...options, signal: io.signal, explain, onStep });
  } finally {
    current?.progress.stop();
  }
}
