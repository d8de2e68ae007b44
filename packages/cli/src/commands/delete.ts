import { setTimeout as sleep } from 'node:timers/promises';
import type { NianbaoClient } from '@nianbao/client';
import type { Deletion, DeletionFilter, DeletionReceipt } from '@nianbao/contracts';
import { CliError } from '../cli-error.ts';
import { connect } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { findDocument } from '../find-document.ts';
import { confirm } from '../terminal/confirm.ts';
import type { Io } from '../terminal/io.ts';
import { createProgress } from '../terminal/progress.ts';
import { renderTable } from '../terminal/table.ts';

interface DeleteOptions {
  batch?: string;
  place?: string;
  year?: number;
  before?: string;
  reason?: string;
  yes?: boolean;
  dryRun?: boolean;
  list?: boolean;
}

const askEveryMs = 500;

/** Deletes documents everywhere after showing how many and asking, and prints the receipt. */
export async function runDelete(io: Io, words: string[], options: DeleteOptions): Promise<ExitCode> {
  const t = io.t.deletion;
  const client = connect(io);
  if (options.list) return listDeletions(io, await client.deletions(50));
  const filter = await filterOf(io, client, words, options);
  if (Object.keys(filter).length === 0) throw new CliError('usage', t.what);
  const { documents, uploads } = await client.previewDeletion(filter);
  io.print(uploads === 0 ? t.nothing : t.found(documents, uploads));
  if (options.dryRun || uploads === 0) {
    io.document({ documents, uploads });
    return exitCodes.ok;
  }
  if (!options.reason) throw new CliError('usage', t.noReason);
  if (!options.yes && !(await confirm(io, t.ask))) throw new CliError('usage', t.unconfirmed);
  const { deletion: end, exports = [] } = await finished(
    io,
    client,
    await client.deleteDocuments(filter, options.reason),
  );
  io.document({ ...end, exports });
  io.print(t.done(end.documents, end.objects, end.deletionId));
  if (exports.length > 0) io.print(t.exports(exports));
  return exitCodes.ok;
}

async function filterOf(
  io: Io,
  client: NianbaoClient,
  words: string[],
  { batch, place, year, before }: DeleteOptions,
): Promise<DeletionFilter> {
  const ids: string[] = [];
  for (const word of words) {
    const { summary } = await findDocument(io, client, word);
    // A repeated upload goes alone; its document belongs to another.
    const single = summary.state === 'duplicate' || summary.documentId === null;
    ids.push(single ? summary.uploadId : (summary.documentId ?? summary.uploadId));
  }
  return {
    ...(ids.length > 0 ? { ids } : {}),
    ...(batch === undefined ? {} : { batch }),
    ...(place === undefined ? {} : { place }),
    ...(year === undefined ? {} : { year }),
    ...(before === undefined ? {} : { uploadedBefore: dayStart(io, before) }),
  };
}

/** The beginning of that day where the user is. */
function dayStart(io: Io, text: string): string {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00`) : null;
  if (day === null || Number.isNaN(day.getTime())) throw new CliError('usage', io.t.deletion.badDate(text));
  return day.toISOString();
}

async function finished(io: Io, client: NianbaoClient, { deletionId }: Deletion): Promise<DeletionReceipt> {
  const progress = createProgress(io, io.t.deletion.running);
  try {
    for (;;) {
      const receipt = await client.deletionReceipt(deletionId, { limit: 1 });
      if (receipt.deletion.finishedAt !== null) return receipt;
      progress.update(receipt.deletion.done, 0, String(receipt.deletion.done));
      await sleep(askEveryMs, undefined, { signal: io.signal });
    }
  } finally {
    progress.stop();
  }
}

function listDeletions(io: Io, deletions: readonly Deletion[]): ExitCode {
  const { columns, finished: ended, unfinished, none } = io.t.deletion;
  io.document({ deletions });
  const table = () =>
    renderTable(
      io,
      [
        { title: columns.id },
        { title: columns.created },
        { title: columns.actor },
        { title: columns.reason, flexible: true },
        { title: columns.documents, align: 'right' },
        { title: columns.uploads, align: 'right' },
        { title: columns.state },
      ],
      deletions.map((deletion) => [
        deletion.deletionId,
        deletion.createdAt.slice(0, 16).replace('T', ' '),
        deletion.actor,
        deletion.reason,
        String(deletion.documents),
        String(deletion.uploads),
        deletion.finishedAt === null ? unfinished : ended,
      ]),
    );
  io.print(deletions.length === 0 ? none : table());
  return exitCodes.ok;
}
