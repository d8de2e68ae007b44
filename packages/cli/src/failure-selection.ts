import type { NianbaoClient } from '@nianbao/client';
import { ErrorCode } from '@nianbao/contracts';
import { CliError } from './cli-error.ts';
import { findDocument } from './find-document.ts';
import type { Io } from './terminal/io.ts';

/** The conditions of `failures`. */
export interface FailureConditions {
  batch?: string;
  code?: string;
  stage?: string;
}

/** The conditions of `retry` and `discard`. */
export interface SelectionOptions extends FailureConditions {
  all?: boolean;
  limit?: number;
  dryRun?: boolean;
}

/** Throws `CliError` for an error code that does not exist. */
export function failureFilter({ t }: Io, { batch, code, stage }: FailureConditions) {
  const parsed = ErrorCode.optional().safeParse(code);
  if (!parsed.success) throw new CliError('usage', t.usageErrors.invalidArgument(`--code ${code}`));
  return {
    ...(batch === undefined ? {} : { batch }),
    ...(stage === undefined ? {} : { stage }),
    ...(parsed.data === undefined ? {} : { code: parsed.data }),
  };
}

/** Checks before anything is asked of a server. `missing` says what to name, when nothing is. */
export function checkSelection(
  io: Io,
  words: readonly string[],
  options: SelectionOptions,
  missing: string,
): void {
  const filter = failureFilter(io, options);
  if (words.length === 0 && Object.keys(filter).length === 0 && !options.all)
    throw new CliError('usage', missing);
}

/** The request's selection; words are ids, their first digits, or names. */
export async function failureSelection(
  io: Io,
  client: NianbaoClient,
  words: readonly string[],
  options: SelectionOptions,
) {
  const ids: string[] = [];
  for (const word of words) {
    const { summary } = await findDocument(io, client, word);
    ids.push(summary.documentId ?? summary.uploadId);
  }
  return {
    ...failureFilter(io, options),
    ...(ids.length > 0 ? { ids } : {}),
    ...(options.all ? { all: true } : {}),
    ...(options.limit === undefined ? {} : { limit: options.limit }),
    ...(options.dryRun ? { dryRun: true } : {}),
  };
}
