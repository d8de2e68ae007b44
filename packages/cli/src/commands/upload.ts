import { batchName } from '../batch-name.ts';
import { CliError } from '../cli-error.ts';
import { connect } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { userFolder } from '../places.ts';
import type { Io } from '../terminal/io.ts';
import { collectUploads } from '../upload/collect-uploads.ts';
import { outcomeDocument, printOutcome } from '../upload/print-outcome.ts';
import { uploadWithProgress } from '../upload/upload-with-progress.ts';

interface UploadOptions {
  batch?: string;
  profile?: string;
  concurrency: number;
  strict?: boolean;
}

/** Uploads what is new of the given paths to a running Nianbao. */
export async function runUpload(io: Io, paths: string[], options: UploadOptions): Promise<ExitCode> {
  const { t } = io;
  const cwd = userFolder(io.env);
  const batch = batchName(options.batch, paths, cwd, t);
  const client = connect(io);
  io.note(t.upload.scanning);
  const collection = await collectUploads(paths, cwd, t);
  try {
    if (collection.files.length === 0 && collection.skipped.length === 0) {
      throw new CliError('badInput', t.errors.nothingToUpload);
    }
    const outcome = await uploadWithProgress(io, client, collection.files, { ...options, batch });
    const document = outcomeDocument(batch, outcome, collection);
    io.document(document);
    printOutcome(io, batch, outcome, document.skipped, collection.ignored);
    if (outcome.uploaded.length > 0) io.print(t.upload.follow(batch));
    const incomplete = outcome.failed.length > 0 || (options.strict && document.skipped.length > 0);
    return incomplete ? exitCodes.someFailed : exitCodes.ok;
  } finally {
    await collection.close();
  }
}
