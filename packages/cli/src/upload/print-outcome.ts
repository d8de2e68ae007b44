import { formatBytes } from '../terminal/format.ts';
import type { Io } from '../terminal/io.ts';
import { plainText } from '../terminal/plain-text.ts';
import type { UploadOutcome } from './upload-all.ts';
import type { Collection, SkippedFile } from './upload-file.ts';

/** Names shown of each kind; `--json` has all. */
const shownNames = 20;

/** Tells what was sent and what was not, and why. */
export function printOutcome(
  io: Io,
  batch: string,
  outcome: UploadOutcome,
  skipped: readonly SkippedFile[],
  ignored: number,
): void {
  const { upload, words } = io.t;
  const bytes = outcome.uploaded.reduce((sum, file) => sum + file.bytes, 0);
  io.print(upload.summary(outcome.uploaded.length, formatBytes(bytes), batch));
  if (outcome.known.length > 0) io.print(upload.known(outcome.known.length));
  if (outcome.repeated.length > 0) io.print(upload.repeated(outcome.repeated.length));
  if (ignored > 0) io.print(upload.ignored(ignored));
  const list = (title: string, lines: readonly string[]): void => {
    if (lines.length === 0) return;
    io.print(io.colours.yellow(title));
    for (const line of lines.slice(0, shownNames)) io.print(`  ${plainText(line)}`);
    if (lines.length > shownNames) io.print(`  ${words.more(lines.length - shownNames)}`);
  };
  list(
    upload.skipped(skipped.length),
    skipped.map((file) => words.labelled(file.origin, reasonOf(io, file))),
  );
  list(
    upload.failed(outcome.failed.length),
    outcome.failed.map(({ name, reason }) => words.labelled(name, reason)),
  );
}

export function reasonOf({ t }: Pick<Io, 't'>, { reason, detail }: SkippedFile): string {
  return detail === undefined ? t.upload.reasons[reason] : `${t.upload.reasons[reason]} (${detail})`;
}

/** The same for programs. */
export function outcomeDocument(
  batch: string,
  outcome: UploadOutcome,
  collection: Pick<Collection, 'skipped' | 'ignored'>,
) {
  const { uploaded, known, repeated, failed } = outcome;
  return {
    batch,
    uploaded,
    known,
    repeated,
    skipped: [...collection.skipped, ...outcome.skipped],
    failed,
    ignored: collection.ignored,
  };
}
