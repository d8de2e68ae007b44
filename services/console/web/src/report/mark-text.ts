import type { CrossFinding, ReportResult, Section, Span } from '@nianbao/contracts';

export type MarkKind = 'heading' | 'figure' | 'part' | 'finding' | 'related' | 'place' | 'noise';

/** A range of the canonical text that means something. `id` names the entry of the lists it belongs to. */
export interface Mark {
  kind: MarkKind;
  id: string;
  start: number;
  end: number;
}

/** A run of text under the same marks. */
export interface Piece {
  text: string;
  start: number;
  marks: readonly Mark[];
}

export interface Line {
  start: number;
  /** Level of the heading that this line begins with; 0 for none. */
  level: number;
  pieces: Piece[];
}

/** Everything in a report that points into its text; what other reports share with it, and the place an address asked for. */
export function marksOf(report: ReportResult, related: readonly CrossFinding[], place: Span | null): Mark[] {
  const { outline, quantities, parts, findings } = report;
  return [
    ...flatten(outline.sections)
      .filter(({ headingEnd, start }) => headingEnd > start)
      .map(({ id, start, headingEnd }) => ({ kind: 'heading' as const, id, start, end: headingEnd })),
    ...quantities.map(({ id, start, end }) => ({ kind: 'figure' as const, id, start, end })),
    ...parts.flatMap(({ key, evidence }) =>
      evidence ? [{ kind: 'part' as const, id: key, start: evidence.start, end: evidence.end }] : [],
    ),
    ...findings.flatMap(({ spans }, n) =>
      spans.map(({ start, end }) => ({ kind: 'finding' as const, id: String(n), start, end })),
    ),
    ...related.flatMap(({ here }, n) =>
      here.map(({ start, end }, at) => ({ kind: 'related' as const, id: `${n}.${at}`, start, end })),
    ),
    ...(place ? [{ kind: 'place' as const, id: 'asked', start: place.start, end: place.end }] : []),
    ...outline.noise.map(({ start, end }, n) => ({ kind: 'noise' as const, id: `noise${n}`, start, end })),
  ];
}

/** Sections with those under them, in text order. */
export function flatten(sections: readonly Section[]): Section[] {
  return sections.flatMap((section) => [section, ...flatten(section.children)]);
}

/** The text cut into lines, and each line where a mark begins or ends. */
export function cutText(text: string, marks: readonly Mark[], levels: ReadonlyMap<number, number>): Line[] {
  const sorted = [...marks].sort((a, b) => a.start - b.start);
  let start = 0;
  return text.split('\n').map((line) => {
    const end = start + line.length;
    const within = sorted.filter((mark) => mark.start < end && mark.end > start);
    const cut = { start, level: levels.get(start) ?? 0, pieces: cutLine(line, start, within) };
    start = end + 1;
    return cut;
  });
}

function cutLine(line: string, start: number, marks: readonly Mark[]): Piece[] {
  const end = start + line.length;
  const edges = new Set([start, end]);
  for (const mark of marks) {
    edges.add(Math.max(mark.start, start));
    edges.add(Math.min(mark.end, end));
  }
  const cuts = [...edges].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, n) => {
    const to = cuts[n + 1] ?? end;
    return {
      text: line.slice(from - start, to - start),
      start: from,
      marks: marks.filter((mark) => mark.start <= from && mark.end >= to),
    };
  });
}

/** The sentence around a range: between the full stops and line ends next to it. */
export function sentenceAround(text: string, start: number, end: number): string {
  const stops = /[。！？；\n]/;
  let from = start;
  while (from > 0 && !stops.test(text[from - 1] ?? '')) from -= 1;
  let to = end;
  while (to < text.length && !stops.test(text[to] ?? '')) to += 1;
  return text.slice(from, to + 1).trim();
}
