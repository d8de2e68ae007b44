import type { DocumentDetail, ReportFailure } from '@nianbao/contracts';
import { connect } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { findDocument } from '../find-document.ts';
import { profileLabels } from '../read/profile-labels.ts';
import { renderFacts, renderReport } from '../report/render-report.ts';
import type { Io } from '../terminal/io.ts';

/** All about one document of a running Nianbao. */
export async function runShow(io: Io, document: string, _options: object): Promise<ExitCode> {
  const detail = await findDocument(io, connect(io.t), document);
  io.document(detail);
  printDetail(io, detail);
  return exitCodes.ok;
}

function printDetail(io: Io, { summary, result }: DocumentDetail): void {
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
  else renderReport(io, { ...result, facts }, profileLabels(result.versions.profile));
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
