import type { Quantity, Section } from '@nianbao/contracts';
import { displayWidth } from '../terminal/display-width.ts';
import type { Io } from '../terminal/io.ts';
import { plainText } from '../terminal/plain-text.ts';
import { wrapText } from '../terminal/wrap-text.ts';
import { formatFigure } from './format-figure.ts';
import type { ReportView } from './report-view.ts';
import { sentenceAt } from './sentence-at.ts';

/** Figures of one sentence, under one heading. */
interface Passage {
  heading: string;
  sentence: string | null;
  figures: Quantity[];
}

const longestValue = 24;

/** As a clerk notes them: under each heading the sentence once, below it its figures with what they count. */
export function renderFigures(io: Io, { quantities, rejected, outline, text }: ReportView): string[] {
  const { t, colours } = io;
  const headings = headingsOf(
    outline.sections,
    (section) => `${section.number ?? ''}${section.title || t.report.unheaded[section.role]}`,
  );
  let shown = '';
  const lines = passages(quantities, headings, text).flatMap(({ heading, sentence, figures }) => {
    const values = figures.map((quantity) => formatFigure(io, quantity));
    const width = Math.min(longestValue, Math.max(...values.map(displayWidth)));
    const title = heading === shown || heading === '' ? [] : [`  ${colours.bold(plainText(heading))}`];
    shown = heading;
    return [
      ...title,
      ...(sentence === null
        ? []
        : wrapText(plainText(sentence), io.columns - 8).map((line) => `    ${colours.dim(line)}`)),
      ...figures.map((quantity, index) => figureLine(io, quantity, values[index] ?? '', width)),
    ];
  });
  return rejected.length > 0 ? [...lines, colours.dim(`  ${t.report.rejected(rejected.length)}`)] : lines;
}

function figureLine({ t, colours }: Io, quantity: Quantity, value: string, width: number): string {
  const gap = ' '.repeat(Math.max(0, width - displayWidth(value)));
  const status = quantity.status === 'reported' ? '' : `  [${t.report.statuses[quantity.status]}]`;
  const page = quantity.page === undefined ? '' : `  ${t.report.page(quantity.page)}`;
  return `      ${gap}${colours.bold(value)}  ${plainText(quantity.subject || quantity.quote)}${colours.dim(status + page)}`;
}

function passages(
  quantities: readonly Quantity[],
  headings: Map<string, string>,
  text: string | undefined,
): Passage[] {
  const found: Passage[] = [];
  for (const quantity of quantities) {
    const heading = headings.get(quantity.sectionId ?? '') ?? '';
    const around = text === undefined ? null : sentenceAt(text, quantity.start, quantity.end);
    const sentence = around && `${around.before}${around.quote}${around.after}`.trim();
    const last = found.at(-1);
    if (last && last.heading === heading && last.sentence === sentence) last.figures.push(quantity);
    else found.push({ heading, sentence, figures: [quantity] });
  }
  return found;
}

/** Section id → its heading, that of the section above before it. */
function headingsOf(
  sections: readonly Section[],
  name: (section: Section) => string,
  above = '',
): Map<string, string> {
  return new Map(
    sections.flatMap((section): [string, string][] => {
      const path = above === '' ? name(section) : `${above} › ${name(section)}`;
      return [[section.id, path], ...headingsOf(section.children, name, path)];
    }),
  );
}
