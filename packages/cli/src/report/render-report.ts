import { lossNames } from '@nianbao/contracts';
import type { ProfileLabels } from '../read/profile-labels.ts';
import { displayWidth } from '../terminal/display-width.ts';
import type { Io } from '../terminal/io.ts';
import { plainText } from '../terminal/plain-text.ts';
import { renderFigures } from './render-figures.ts';
import { renderFindings } from './render-findings.ts';
import { renderIndicators } from './render-indicators.ts';
import { renderOutline } from './render-outline.ts';
import { renderParts } from './render-parts.ts';
import type { ReportView } from './report-view.ts';

/** Prints all about one report, for people. */
export function renderReport(io: Io, report: ReportView, labels: ProfileLabels): void {
  const { t, colours } = io;
  const { outline } = report;
  io.print(colours.bold(plainText(outline.title?.quote ?? untitled(io, report))));
  io.print(`  ${summary(io, report)}`);
  renderFacts(io, [...outlineFacts(io, report), ...genreFacts(io, report, labels), ...report.facts]);
  const section = (title: string, count: number, lines: string[]): void => {
    io.print();
    io.print(colours.bold(`${title} (${count})`));
    for (const line of lines) io.print(line);
  };
  section(t.report.outline, outline.sections.length, renderOutline(io, outline));
  section(t.report.parts, report.parts.length, renderParts(io, report.parts, labels));
  section(t.report.findings, report.findings.length, renderFindings(io, report.findings));
  section(t.report.indicators, report.indicators.length, renderIndicators(io, report.indicators, labels));
  section(t.report.figures, report.quantities.length, renderFigures(io, report));
  if (report.losses.length > 0) {
    const losses = report.losses.map(
      ({ kind, count, detail }) =>
        `  ${lossNames[kind][io.language]} × ${count}${detail ? `  ${colours.dim(plainText(detail))}` : ''}`,
    );
    section(t.report.losses, report.losses.length, losses);
  }
}

/** Place and year stand for the title a report has not. */
function untitled({ t }: Io, { outline }: ReportView): string {
  const known = [outline.jurisdiction, outline.year === null ? null : String(outline.year)];
  return `${t.report.untitled} ${known.filter((part) => part !== null).join(' ')}`.trim();
}

/** What the report amounts to, in a line. */
function summary({ t, colours }: Io, { parts, findings, quantities, indicators }: ReportView): string {
  const told = parts.filter(({ state }) => state === 'section' || state === 'inline').length;
  const count = (severity: string): number => findings.filter((one) => one.severity === severity).length;
  const line = t.report.summary({
    told,
    parts: parts.length,
    errors: count('error'),
    warnings: count('warning'),
    figures: quantities.length,
    indicators: indicators.length,
  });
  return count('error') > 0 ? colours.red(line) : line;
}

/** Label and value under each other, aligned. */
export function renderFacts(io: Io, facts: readonly [label: string, value: string][]): void {
  const width = Math.max(...facts.map(([label]) => displayWidth(label)));
  for (const [label, value] of facts) {
    io.print(`  ${io.colours.dim(label)}${' '.repeat(width - displayWidth(label) + 2)}${plainText(value)}`);
  }
}

function outlineFacts({ t }: Io, { outline }: ReportView): [string, string][] {
  const place = [...outline.parentJurisdictions, outline.jurisdiction]
    .filter((name) => name !== null)
    .join(' › ');
  return [
    [t.report.year, outline.year === null ? t.words.unknown : String(outline.year)],
    [t.report.place, place || t.words.unknown],
    [t.report.issuer, outline.issuer ?? t.words.unknown],
    [t.report.issuedOn, outline.issuedOn ?? t.words.unknown],
  ];
}

/** The genre, and how sure the program is of it when nobody named it. */
function genreFacts({ t, language }: Io, { outline }: ReportView, labels: ProfileLabels): [string, string][] {
  if (outline.profile === undefined) return [];
  const { id, chosen, confidence } = outline.profile;
  const genre = labels.genre(id)[language];
  return [[t.report.genre, chosen === 'named' ? genre : t.report.genreChosen(genre, confidence)]];
}
