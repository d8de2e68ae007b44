import type { CrossFinding, CrossSpan } from '@nianbao/contracts';
import { truncateToWidth } from '../terminal/display-width.ts';
import type { Io } from '../terminal/io.ts';
import { plainText } from '../terminal/plain-text.ts';
import { findingTitle } from './render-findings.ts';

interface Texts {
  here: string | undefined;
  /** By document id. */
  there: ReadonlyMap<string, string>;
}

const maxPairs = 4;

/** Severity and message of each finding, the other report, and what stands here and there. */
export function renderRelated(io: Io, findings: readonly CrossFinding[], texts: Texts): string[] {
  const { t, colours, language } = io;
  const paint = { warning: colours.yellow, info: colours.cyan };
  const dim = (line: string) => colours.dim(truncateToWidth(line, io.columns));
  return findings.flatMap(({ code, severity, message, here, there }) => {
    const place = [there.jurisdiction, there.year].filter((part) => part !== null).join(' ');
    const other = texts.there.get(there.documentId);
    return [
      `  ${paint[severity](t.report.severities[severity])}  ${findingTitle(io, code)}`,
      `      ${plainText(message[language])}`,
      dim(
        `      ${t.report.relatedTo(plainText(there.name), plainText(place), there.documentId.slice(0, 12))}`,
      ),
      ...here
        .slice(0, maxPairs)
        .flatMap((span, index) => [
          dim(`      “${quote(span, texts.here)}”`),
          dim(`    ↔ “${quote(there.spans[index], other)}”`),
        ]),
    ];
  });
}

function quote(span: CrossSpan | undefined, text: string | undefined): string {
  if (!span) return '';
  return plainText(span.quote ?? text?.slice(span.start, span.end) ?? `${span.start}–${span.end}`);
}
