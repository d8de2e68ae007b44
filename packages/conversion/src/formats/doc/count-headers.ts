import { countFurniture } from '../../count-furniture.ts';
import { createLossLedger, type LossLedger } from '../../loss-ledger.ts';
import { readPlc } from './find-text-boxes.ts';
import type { FileInformation } from './read-fib.ts';
import { readStory, type StoryContext } from './read-story.ts';

/** The first six stories are separators of notes; then each section has six, the even, odd and first header and footer. */
const separators = 6;
const headerPlaces = new Set([0, 1, 4]);

/** Counts headers, footers and page numbers that hold text ([MS-DOC] 2.8.22); equal ones of several sections count once. */
export function countHeaders(
  table: Buffer,
  fib: FileInformation,
  context: StoryContext,
  losses: LossLedger,
): void {
  if (fib.stories.headers === 0) return;
  const offset = fib.stories.main + fib.stories.footnotes;
  const seen = new Set<string>();
  readPlc(table, fib.headerStories, 0).forEach(({ start, end }, index) => {
    if (index < separators || end <= start) return;
    const range = { start: offset + start, end: offset + Math.min(end, fib.stories.headers) };
    const quiet = { ...context, losses: createLossLedger(), textBoxes: new Map() };
    const text = readStory(quiet, range)
      .map(({ content }) => content)
      .join(' ')
      .trim();
    const kind = headerPlaces.has(index % separators) ? 'header' : 'footer';
    if (text === '' || seen.has(kind + text)) return;
    seen.add(kind + text);
    countFurniture(losses, kind, text);
  });
}
