import { defaultProfileId, extract, getProfile, review, segment } from '@nianbao/analysis';
import type { ConvertedDocument, Outline, Section } from '@nianbao/contracts';

/** What the analysis says of one text, in the annotations' form. Offsets are code points. */
export interface Prediction {
  headings: { level: number; number: string | null; title: string; start: number }[];
  quantities: {
    start: number;
    quote: string;
    value: number;
    unit: string;
    approx: string | null;
    bound: 'min' | 'max' | null;
    subject?: string;
  }[];
  indicators: Record<string, { value: number; bound: 'min' | 'max' | null }>;
  parts: Record<string, string>;
  findings: PredictedFinding[];
}

/** `spans` in code points. */
export interface PredictedFinding {
  code: string;
  spans: { start: number; end: number }[];
}

/** Runs outline, extraction and review on `text` as it stands. */
export function predict(text: string, profileId = defaultProfileId): Prediction {
  return predictDocument(
    { text, blocks: blocksOf(text), format: 'txt', engine: 'quality', losses: [] },
    profileId,
  );
}

/** The same of a converted document. */
export function predictDocument(document: ConvertedDocument, profileId = defaultProfileId): Prediction {
  const profile = getProfile(profileId);
  const outline = segment(document, profile);
  const extraction = extract(document, outline, profile);
  const { parts, findings } = review(document, outline, extraction, profile);
  const codePoint = codePointIndex(document.text);
  return {
    headings: headingsOf(outline).map((heading) => ({ ...heading, start: codePoint(heading.start) })),
    quantities: extraction.quantities.map(({ start, quote, value, unit, approximation, bound, subject }) => ({
      start: codePoint(start),
      quote,
      value,
      unit,
      approx: approximation ?? null,
      bound: bound ?? null,
      subject,
    })),
    indicators: Object.fromEntries(
      extraction.indicators.map(({ key, value, bound }) => [key, { value, bound: bound ?? null }]),
    ),
    parts: Object.fromEntries(parts.map(({ key, state }) => [key, state])),
    findings: findings.map(({ code, spans }) => ({
      code,
      spans: spans.map(({ start, end }) => ({ start: codePoint(start), end: codePoint(end) })),
    })),
  };
}

/** Sections with a heading of their own; the items inside paragraphs are the third level. */
function headingsOf(outline: Outline): Prediction['headings'] {
  const sections = flatten(outline.sections)
    .filter(({ title }) => title !== '')
    .map(({ level, number, title, start }) => ({ level, number, title, start }));
  const items = outline.items.map(({ number, title, start }) => ({ level: 3, number, title, start }));
  return [...sections, ...items].sort((left, right) => left.start - right.start);
}

function flatten(sections: readonly Section[]): Section[] {
  return sections.flatMap((section) => [section, ...flatten(section.children)]);
}

function blocksOf(text: string): ConvertedDocument['blocks'] {
  let start = 0;
  return text.split('\n').map((line) => {
    const block = { kind: 'paragraph' as const, start, end: start + line.length };
    start = block.end + 1;
    return block;
  });
}

function codePointIndex(text: string): (index: number) => number {
  const low = [...text.matchAll(/[\uDC00-\uDFFF]/g)].map(({ index }) => index);
  return (index) => index - low.filter((position) => position < index).length;
}
