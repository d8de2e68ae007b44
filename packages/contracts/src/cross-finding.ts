import { z } from 'zod';
import { Sha256 } from './ids.ts';
import { LocalizedText, Span } from './span.ts';

/** `copied-…` and `figures-unchanged`: text or figures taken over; `figure-out-of-proportion`: one figure ten times another year's. */
export const CrossFindingCode = z.enum([
  'copied-from-earlier-year',
  'copied-from-other-place',
  'figures-unchanged',
  'figure-out-of-proportion',
]);
export type CrossFindingCode = z.infer<typeof CrossFindingCode>;

/** Figures carry their quote; paragraphs are to be cut from the canonical text of their document. */
export const CrossSpan = Span.extend({ quote: z.string().optional() });
export type CrossSpan = z.infer<typeof CrossSpan>;

/** Something to look at that shows only beside another report. Computed when asked for: a report that comes later may add one. */
export const CrossFinding = z.object({
  code: CrossFindingCode,
  severity: z.enum(['warning', 'info']),
  message: LocalizedText,
  /** Keys of the indicators concerned; empty for paragraphs. */
  indicators: z.array(z.string()),
  /** In text order, at most 50. */
  here: z.array(CrossSpan),
  /** The other report; `spans[n]` is what `here[n]` repeats or contradicts. */
  there: z.object({
    documentId: Sha256,
    name: z.string(),
    title: z.string().nullable(),
    jurisdiction: z.string().nullable(),
    year: z.int().nullable(),
    spans: z.array(CrossSpan),
  }),
});
export type CrossFinding = z.infer<typeof CrossFinding>;
