import type { Finding } from '@nianbao/contracts';
import { truncateToWidth } from '../terminal/display-width.ts';
import type { Io } from '../terminal/io.ts';
import { plainText } from '../terminal/plain-text.ts';

/** Severity, message and the places in the text a finding rests on. */
export function renderFindings(io: Io, findings: readonly Finding[]): string[] {
  const { t, colours, language } = io;
  const paint = { error: colours.red, warning: colours.yellow, info: colours.cyan };
  return findings.flatMap((finding) => [
    `  ${paint[finding.severity](t.report.severities[finding.severity])}  ${plainText(finding.message[language])}`,
    ...finding.spans
      .slice(0, 4)
      .map((span) => colours.dim(`      “${truncateToWidth(plainText(span.quote), io.columns - 12)}”`)),
  ]);
}
