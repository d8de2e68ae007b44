import { z } from 'zod';
import { Span } from './span.ts';

/** A paragraph and the hash of its words without figures, years and the report's own place: equal in a copy that only replaces those. */
export const ParagraphPrint = Span.extend({
  /** 52 bits: a safe integer here, a bigint in the database. */
  print: z.int().min(0),
});
export type ParagraphPrint = z.infer<typeof ParagraphPrint>;
