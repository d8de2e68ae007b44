import type { Quantity } from '@nianbao/contracts';
import { displayWidth, truncateToWidth } from '../terminal/display-width.ts';
import type { Io } from '../terminal/io.ts';
import { plainText } from '../terminal/plain-text.ts';
import { formatFigure } from './format-figure.ts';
import type { ReportView } from './report-view.ts';
import { sentenceAt } from './sentence-at.ts';

/** Columns kept before the figure and after it when its sentence is longer than the terminal is wide. */
const contextShare = 0.6;

/** Two lines per figure: value, subject and status; then the words it stands in. */
export function renderFigures(io: Io, { quantities, rejected, text }: ReportView): string[] {
  const { t, colours } = io;
  const lines = quantities.flatMap((quantity) => {
    const status = quantity.status === 'reported' ? '' : `  [${t.report.statuses[quantity.status]}]`;
    const page = quantity.page === undefined ? '' : `  ${t.report.page(quantity.page)}`;
    const subject = plainText(quantity.subject);
    return [
      `  ${colours.bold(formatFigure(io, quantity))}  ${subject}${colours.dim(status + page)}`,
      `      ${text === undefined ? colours.dim(`“${plainText(quantity.quote)}”`) : inSentence(io, quantity, text)}`,
    ];
  });
  return rejected.length > 0 ? [...lines, colours.dim(`  ${t.report.rejected(rejected.length)}`)] : lines;
}

function inSentence(io: Io, quantity: Quantity, text: string): string {
  const { before, quote, after } = sentenceAt(text, quantity.start, quantity.end);
  const room = io.columns - 8 - displayWidth(quote);
  const head = keepEnd(plainText(before), Math.floor(room * contextShare));
  const tail = truncateToWidth(plainText(after), Math.max(2, room - displayWidth(head)));
  return `${io.colours.dim(head)}${plainText(quote)}${io.colours.dim(tail)}`;
}

/** Cuts at the beginning: what stands right before a figure says what it counts. */
function keepEnd(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  const reversed = truncateToWidth([...text].reverse().join(''), columns);
  return [...reversed].reverse().join('');
}
