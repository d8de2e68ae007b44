import { z } from 'zod';

/** A half-open range of the document's canonical text: JavaScript string indices (UTF-16 code units), `end` exclusive. */
export const Span = z.object({ start: z.int().min(0), end: z.int().min(0) });
export type Span = z.infer<typeof Span>;

/** A span together with the text it covers, so that any consumer can check it: `text.slice(start, end) === quote`. */
export const QuotedSpan = Span.extend({ quote: z.string() });
export type QuotedSpan = z.infer<typeof QuotedSpan>;

/** A message in both languages of the product. */
export const LocalizedText = z.object({ zh: z.string(), en: z.string() });
export type LocalizedText = z.infer<typeof LocalizedText>;
