import { type Finding, findingNames } from '@nianbao/contracts';
import { truncateToWidth } from '../terminal/display-width.ts';
import type { Io } from '../terminal/io.ts';
import { plainText } from '../terminal/plain-text.ts';

/** Severity, message and the places in the text a finding rests on. */
export function renderFindings(io: Io, findings: readonly Finding[]): string[] {
  const { t, colours, language } = io;
  const paint = { error: colours.red, warning: colours.yellow, info: colours.cyan };
  return findings.flatMap((finding) => [
    `  ${paint[finding.severity](t.report.severities[finding.severity])}  ${findingTitle(io, finding.code)}`,
    `      ${plainText(finding.message[language])}`,
    ...places(finding)
      .slice(0, 4)
      .map(([quote, count]) =>
        colours.dim(
          `      “${truncateToWidth(plainText(quote), io.columns - 16)}”${count > 1 ? `  × ${count}` : ''}`,
        ),
      ),
  ]);
}

/** Its name, and the word that conditions know it by. */
export function findingTitle({ colours, language }: Io, code: keyof typeof findingNames): string {
  return `${findingNames[code][language]} ${colours.dim(code)}`;
}

/** Each quote once, with how often it stands there: a repeated text need not be read twice. */
function places({ spans }: Finding): [quote: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { quote } of spans) counts.set(quote, (counts.get(quote) ?? 0) + 1);
  return [...counts];
}
