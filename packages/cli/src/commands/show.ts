import type { NianbaoClient } from '@nianbao/client';
import type { DocumentDetail, ReportFailure } from '@nianbao/contracts';
import { connect } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { findDocument } from '../find-document.ts';
import { profileLabels } from '../read/profile-labels.ts';
import { renderRelated } from '../report/render-related.ts';
import { renderFacts, renderReport } from '../report/render-report.ts';
import type { Io } from '../terminal/io.ts';

interface ShowOptions {
  text?: boolean;
}

/** All about one document of a running Nianbao. With `--json`, one document; its text only with `--text`. */
export async function runShow(io: Io, document: string, options: ShowOptions): Promise<ExitCode> {
  const client = connect(io);
  const detail = await findDocument(io, client, document);
  const text = !io.json || options.text ? await textOf(client, detail) : undefined;
  io.document(options.text && text !== undefined ? { ...detail, text } : detail);
  printDetail(io, detail, text);
  if (!io.json) await printRelated(io, client, detail, text);
  return exitCodes.ok;
}

/** Undefined when there is none: the rest is worth showing all the same. */
async function textOf(
  client: NianbaoClient,
  { summary, result }: DocumentDetail,
): Promise<string | undefined> {
  return result?.kind === 'report' ? readText(client, summary.uploadId) : undefined;
}

async function readText(client: NianbaoClient, id: string): Promise<string | undefined> {
  try {
    return await client.documentText(id);
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

/** Both places of each finding; the other report's words are asked for, since paragraphs carry no quote. */
async function printRelated(
  io: Io,
  client: NianbaoClient,
  { related = [] }: DocumentDetail,
  text: string | undefined,
): Promise<void> {
  if (related.length === 0) return;
  const others = new Map<string, string>();
  for (const { there } of related) {
    if (others.has(there.documentId) || there.spans.every(({ quote }) => quote !== undefined)) continue;
    const other = await readText(client, there.documentId);
    if (other !== undefined) others.set(there.documentId, other);
  }
  io.print();
  io.print(io.colours.bold(`${io.t.report.related} (${related.length})`));
  for (const line of renderRelated(io, related, { here: text, there: others })) io.print(line);
}

function printFailure(io: Io, failure: ReportFailure, facts: [string, string][]): void {
  const { report } = io.t;
  io.print(io.colours.red(io.t.words.labelled(report.failed, failure.message[io.language])));
  renderFacts(io, [
    ...facts,
    [report.stage, failure.stage],
    [report.detail, `${failure.code} · ${failure.detail}`],
  ]);
}
