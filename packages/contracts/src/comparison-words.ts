import table from './comparison-words.json' with { type: 'json' };
import type { LocalizedText } from './span.ts';

/** Headings and words of the comparisons, in tables and files alike. */
export const comparisonWords: {
  [Group in keyof typeof table]: Readonly<Record<keyof (typeof table)[Group], LocalizedText>>;
} = table;
