import { type DocumentSummary, ErrorCode } from '@nianbao/contracts';
import { CliError } from '../cli-error.ts';
import { connect } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { shortId } from '../terminal/format.ts';
import type { Io } from '../terminal/io.ts';
import { renderTable } from '../terminal/table.ts';

interface FailuresOptions {
  batch?: string;
  code?: string;
  stage?: string;
  limit?: number;
  strict?: boolean;
}

/** Failed and unsupported documents, with the reason and what to do. */
export async function runFailures(io: Io, options: FailuresOptions): Promise<ExitCode> {
  const { t, language } = io;
  const filter = failureFilter(io, options);
  const client = connect(t);
  const { limit = Infinity } = options;
  const documents: DocumentSummary[] = [];
  for (const state of ['failed', 'unsupported'] as const) {
    for await (const document of client.eachDocument({ ...filter, state })) {
      if (documents.length >= limit) break;
      documents.push(document);
    }
  }
  io.document({ documents });
  if (documents.length === 0) io.print(t.failures.none);
  else {
    const columns = [
      { title: t.columns.id },
      { title: t.columns.report, flexible: true },
      { title: t.columns.batch },
      { title: t.columns.stage },
      { title: t.columns.code },
      { title: t.columns.attempts, align: 'right' as const },
      { title: t.columns.reason, flexible: true },
    ];
    const rows = documents.map((each) => [
      shortId(each.documentId ?? each.uploadId),
      each.name,
      each.batchId,
      each.stage ?? '',
      each.code ?? '',
      each.attempts === null ? '' : String(each.attempts),
      each.message?.[language] ?? '',
    ]);
    io.print(renderTable(io, columns, rows));
    io.print(t.failures.retryHint);
  }
  return options.strict && documents.length > 0 ? exitCodes.someFailed : exitCodes.ok;
}

/** The conditions of `failures` and `retry`. Throws `CliError` for an error code that does not exist. */
export function failureFilter(
  { t }: Io,
  { batch, code, stage }: Pick<FailuresOptions, 'batch' | 'code' | 'stage'>,
) {
  const parsed = ErrorCode.optional().safeParse(code);
  if (!parsed.success) throw new CliError('usage', t.usageErrors.invalidArgument(`--code ${code}`));
  return {
    ...(batch === undefined ? {} : { batch }),
    ...(stage === undefined ? {} : { stage }),
    ...(parsed.data === undefined ? {} : { code: parsed.data }),
  };
}
