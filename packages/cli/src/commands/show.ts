import type { NianbaoClient } from '@nianbao/client';
import type { DocumentDetail, ReportFailure } from '@nianbao/contracts';
import { connect } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { findDocument } from '../find-document.ts';
import { profileLabels } from '../read/profile-labels.ts';
import { renderFacts, renderReport } from '../report/render-report.ts';
import type { Io } from '../terminal/io.ts';

interface ShowOptions {
  text?: boolean;
}

/** All about one document of a running Nianbao. With `--json`, one document; its text only with `--text`. */
export async function runShow(io: Io, document: string, options: ShowOptions): Promise<ExitCode> {
  const client = connect(io.t);
  const detail = await findDocument(io, client, document);
  const text = !io.json || options.text ? await textOf(client, detail) : undefined;
  io.document(options.text && text !== undefined ? { ...detail, text } : detail);
  printDetail(io, detail, text);
  return exitCodes.ok;
}

/** Undefined when there is none: the rest is worth showing all the same. */
async function textOf(
  client: NianbaoClient,
  { summary, result }: DocumentDetail,
): Promise<string | undefined> {
  if (result?.kind !== 'report') return undefined;
  try {
    return await client.documentText(summary.uploadId);
  } catch (error) {
    if (error instanceof Error && 'status' in error && error.status === 404) return undefined;
    throw error;
  }
}

function printDetail(io: Io, { summary, result }: DocumentDetail, text: string | undefined): void {
  const { report } = io.t;
  const facts: [string, string][] = [
    [report.file, `${summary.batchId}/${summary.name}`],
    [report.id, summary.documentId ?? summary.uploadId],
  ];
  if (summary.state === 'in-flight') io.print(report.inFlight);
  if (summary.state === 'duplicate') io.print(report.duplicate);
  if (result !== null) facts.push([report.resultId, result.resultId]);
  if (result === null) renderFacts(io, facts);
  else if (result.kind === 'failure') printFailure(io, result, facts);
  else {
    const view = { ...result, facts, ...(text === undefined ? {} : { text }) };
    renderReport(io, view, profileLabels(result.versions.profile));
  }
}

function printFailure(io: Io, failure: ReportFailure, facts: [string, string][]): void {
  const { report } = io.t;
  io.print(io.colours.red(`${report.failed}: ${failure.message[io.language]}`));
  renderFacts(io, [
    ...facts,
    [report.stage, failure.stage],
    [report.detail, `${failure.code} · ${failure.detail}`],
  ]);
}
