import { z } from 'zod';
import { FileFormat } from './formats.ts';
import { Span } from './span.ts';

/** One block of canonical text. `start`/`end` exclude the line break that closes the block. */
export const Block = Span.extend({
  kind: z.enum(['paragraph', 'table-row', 'text-box']),
  /** 1-based page the block starts on; PDF only. */
  page: z.int().min(1).optional(),
  /** The word processor's style name or outline level, when it says something about structure. */
  style: z.string().optional(),
  /** True when the layout centres the block (titles, signatures). */
  centred: z.boolean().optional(),
});
export type Block = z.infer<typeof Block>;

/** Something the file held and the text does not. */
export const Loss = z.object({
  kind: z.enum([
    'image',
    'header',
    'footer',
    'page-number',
    'footnote',
    'comment',
    'tracked-deletion',
    'tracked-insertion',
    'moved-text',
    'hidden-text',
    'embedded-object',
    'unreadable-glyphs',
    'image-only-page',
    // Pages whose characters were recognised from a picture that is hard to read.
    'low-confidence',
    'invalid-bytes',
    'control-characters',
    'truncated',
    // Numbers the word processor would count, which could not be restored.
    'automatic-numbering',
  ]),
  count: z.int().min(1),
  /** Up to a few words of what was left out, for the eye. */
  detail: z.string().optional(),
});
export type Loss = z.infer<typeof Loss>;

/** A page of a PDF or a picture. */
export const Page = Span.extend({
  number: z.int().min(1),
  /** Its text is to be had from its picture alone: a scan, or a text layer that cannot be read. `convert` leaves it empty. */
  imageOnly: z.boolean().optional(),
  /** Set by `ocr`: which engine read the picture, e.g. `tesseract.js/7.0.0 chi_sim`. */
  engine: z.string().optional(),
  /** Set by `ocr`: the engine's mean confidence in its characters, 0–100; 0 when it found none. */
  confidence: z.number().min(0).max(100).optional(),
});
export type Page = z.infer<typeof Page>;

/** Output of `convert` and of `ocr`. Blocks are in reading order, do not overlap and are separated by `\n` in `text`. */
export const ConvertedDocument = z.object({
  text: z.string(),
  blocks: z.array(Block),
  /** PDF and pictures only: the span of each page in `text`, in order. */
  pages: z.array(Page).optional(),
  format: FileFormat,
  /** Which engine read it, with its version, e.g. `ooxml/1` or `mammoth/1.13.0`. */
  engine: z.string(),
  /** Text files only: the encoding that decoded it, e.g. `utf-8`, `gb18030`, `utf-16le`. */
  encoding: z.string().optional(),
  losses: z.array(Loss),
});
export type ConvertedDocument = z.infer<typeof ConvertedDocument>;

/** Whether pages are left whose text is to be had from their picture alone. */
export function hasUnreadPages({ pages }: ConvertedDocument): boolean {
  return pages?.some(({ imageOnly, confidence }) => imageOnly && confidence === undefined) ?? false;
}
