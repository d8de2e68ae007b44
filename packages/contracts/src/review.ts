import { z } from 'zod';
import { ParagraphPrint } from './paragraph-print.ts';
import { LocalizedText, QuotedSpan } from './span.ts';

/** The statutory parts; the keys are the profile's. `section`: under its own heading; `inline`: reported in substance without one; `mention`: the words occur, nothing is reported; `absent`. */
export const PartState = z.enum(['section', 'inline', 'mention', 'absent']);
export type PartState = z.infer<typeof PartState>;

export const ReviewedPart = z.object({
  key: z.string(),
  state: PartState,
  /** False for a part whose absence is only a hint (causes). */
  mandatory: z.boolean(),
  evidence: QuotedSpan.nullable(),
});
export type ReviewedPart = z.infer<typeof ReviewedPart>;

export const FindingCode = z.enum([
  'part-missing',
  'part-only-mentioned',
  'causes-missing',
  'numbering',
  'empty-item',
  'duplicated-text',
  'sum-mismatch',
  'part-exceeds-whole',
  'rate-mismatch',
  'rate-over-100',
  'rate-without-base',
  'contradiction',
  'wrong-year',
  'no-figures',
  'no-title',
  'no-issuer',
  'no-date',
  'no-year',
  'text-quality',
  'late-report',
  'genre-unclear',
]);
export type FindingCode = z.infer<typeof FindingCode>;

export const Finding = z.object({
  code: FindingCode,
  severity: z.enum(['error', 'warning', 'info']),
  message: LocalizedText,
  spans: z.array(QuotedSpan),
  basis: z.object({ kind: z.enum(['law', 'arithmetic', 'form']), reference: z.string().optional() }),
});
export type Finding = z.infer<typeof Finding>;

/** Output of `review`. */
export const Review = z.object({
  parts: z.array(ReviewedPart),
  findings: z.array(Finding),
  /** Of the longer paragraphs, in text order, for the comparison with other reports. Absent in reviews made before there were any. */
  prints: z.array(ParagraphPrint).optional(),
});
export type Review = z.infer<typeof Review>;
