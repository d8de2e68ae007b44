import type { Finding, Quantity } from '@nianbao/contracts';
import { compiledPattern } from '../outline/compiled-pattern.ts';
import { flatMap } from '../patterns/flat-map.ts';
import { contradiction } from './contradictions.ts';
import { isExact } from './exact.ts';
import type { ReviewSource } from './source.ts';

// 件数 or 合计 alone names nothing.
const shortestSubject = 5;

/** A figure of the annex against the figure the body gives in the very same words: 调解矛盾纠纷221件, above 211件. */
export function checkAnnexFigures(source: ReviewSource): Finding[] {
  const start = annexStart(source);
  if (start < 0) return [];
  const figures = source.extraction.quantities.filter((one) => one.status === 'reported' && isExact(one));
  // Told more than once, the words alone do not say which of them the annex repeats.
  const body = new Map<string, Quantity | null>();
  for (const figure of figures.filter((one) => one.end <= start))
    body.set(keyOf(figure), body.has(keyOf(figure)) ? null : figure);
  return flatMap(figures, (figure) => {
    if (figure.start < start || figure.subject.length < shortestSubject) return [];
    const same = body.get(keyOf(figure));
    if (!same || same.value === figure.value || same.relation || figure.relation) return [];
    return [contradiction(source, clauseOf(source, same), clauseOf(source, figure))];
  });
}

/** Where the first line that names an annex begins, behind the sections' start; -1 when there is none. */
function annexStart({ folded, sections, profile }: ReviewSource): number {
  const annex = compiledPattern(profile.outline.annex);
  let at = sections[0]?.start ?? 0;
  for (const line of folded.slice(at).split('\n')) {
    if (line.length <= 60 && annex.test(line.trim())) return at;
    at += line.length + 1;
  }
  return -1;
}

function keyOf({ subject, unit }: Quantity): string {
  return `${subject} ${unit}`;
}

function clauseOf({ folded }: ReviewSource, { start, end }: Quantity): { start: number; end: number } {
  const before = /[^，。；\n\t]*$/.exec(folded.slice(Math.max(0, start - 40), start))?.[0].length ?? 0;
  return { start: start - before, end };
}
