import {
  type DocumentSummary,
  type FailureGroup,
  isStageName,
  quarantineCodes,
  stages,
} from '@nianbao/contracts';
import { connect } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type FailureConditions, failureFilter } from '../failure-selection.ts';
import { shortId } from '../terminal/format.ts';
import type { Io } from '../terminal/io.ts';
import { type Column, renderTable } from '../terminal/table.ts';

interface FailuresOptions extends FailureConditions {
  limit?: number;
  strict?: boolean;
  discarded?: boolean;
  quarantined?: boolean;
  groups?: boolean;
}

/** Failed and unsupported documents, with the reason and what to do; quarantined ones apart. */
export async function runFailures(io: Io, options: FailuresOptions): Promise<ExitCode> {
  const { t } = io;
  if (options.groups) return runGroups(io, options);
  const filter = { ...failureFilter(io, options), ...flags(options) };
  const client = connect(io);
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
  else printDocuments(io, documents);
  return options.strict && documents.length > 0 ? exitCodes.someFailed : exitCodes.ok;
}

async function runGroups(io: Io, options: FailuresOptions): Promise<ExitCode> {
  const { code, stage, ...filter } = failureFilter(io, options);
  const answer = await connect(io).failures({ ...filter, ...flags(options) });
  const groups = answer.groups.filter(
    (group) => (code === undefined || group.code === code) && (stage === undefined || group.stage === stage),
  );
  io.document({ ...answer, groups });
  if (groups.length === 0) io.print(io.t.failures.none);
  else printGroups(io, groups);
  return options.strict && groups.length > 0 ? exitCodes.someFailed : exitCodes.ok;
}

function flags({ discarded, quarantined }: FailuresOptions) {
  return {
    discarded: discarded ? 'true' : 'false',
    ...(quarantined && { quarantined: 'true' as const }),
  } as const;
}

function printDocuments(io: Io, documents: readonly DocumentSummary[]): void {
  const { t } = io;
  const isQuarantined = ({ code }: DocumentSummary) => code !== null && quarantineCodes.includes(code);
  const quarantined = documents.filter(isQuarantined);
  const others = documents.filter((document) => !isQuarantined(document));
  if (others.length > 0) io.print(documentTable(io, others));
  if (quarantined.length > 0) {
    if (others.length > 0) io.print();
    io.print(t.steering.quarantine);
    io.print(documentTable(io, quarantined));
  }
  io.print();
  printGroups(io, groupsOf(documents));
  io.print(t.failures.retryHint);
}

function documentTable(io: Io, documents: readonly DocumentSummary[]): string {
  const { t } = io;
  const isDiscarded = documents.some(({ discardReason }) => discardReason);
  const columns: Column[] = [
    { title: t.columns.id },
    { title: t.columns.report, flexible: true, overflow: 'start' },
    { title: t.columns.batch, spare: true },
    { title: t.columns.stage, spare: true },
    { title: t.columns.code },
    { title: t.columns.attempts, align: 'right', spare: true },
    ...(isDiscarded ? [{ title: t.columns.reason, flexible: true }] : []),
  ];
  const rows = documents.map((each) => [
    shortId(each.documentId ?? each.uploadId),
    each.name,
    each.batchId,
    stageTitle(io, each.stage ?? ''),
    each.code ?? '',
    each.attempts === null ? '' : String(each.attempts),
    ...(isDiscarded ? [each.discardReason ?? ''] : []),
  ]);
  return renderTable(io, columns, rows);
}

type Reason = Pick<FailureGroup, 'code' | 'stage' | 'message' | 'count'>;

/** What is wrong, once for all documents it is wrong with. */
function groupsOf(documents: readonly DocumentSummary[]): Reason[] {
  const groups = new Map<string, Reason>();
  for (const { code, stage, message } of documents) {
    if (code === null || message === null) continue;
    const key = `${code} ${stage}`;
    const { count } = groups.get(key) ?? { count: 0 };
    groups.set(key, { code, stage: stage ?? '', message, count: count + 1 });
  }
  return [...groups.values()].sort((one, other) => other.count - one.count);
}

function printGroups(io: Io, groups: readonly Reason[]): void {
  const { t, language } = io;
  const columns: Column[] = [
    { title: t.steering.columns.count, align: 'right' },
    { title: t.columns.code },
    { title: t.columns.stage, spare: true },
    { title: t.columns.reason, flexible: true, overflow: 'wrap' },
  ];
  const rows = groups.map((group) => [
    String(group.count),
    group.code,
    stageTitle(io, group.stage),
    group.message[language],
  ]);
  io.print(renderTable(io, columns, rows));
}

function stageTitle({ language }: Io, stage: string): string {
  return isStageName(stage) ? stages[stage].title[language] : stage;
}
