import { z } from 'zod';
import { QuotedSpan, Span } from './span.ts';

/** What a section is for, by the statute's list (STATUTE of the profile) and the genre's usual extra parts. */
export const SectionRole = z.enum([
  'basics', // 基本情况
  'achievements', // 主要举措和成效
  'problems', // 存在的不足和原因
  'first_responsible_person', // 党政主要负责人履行第一责任人职责
  'next_year_plan', // 下一年度主要安排
  'other',
]);
export type SectionRole = z.infer<typeof SectionRole>;

export const OutlineAnomaly = z.enum([
  'mixed-series', // 2、 standing for 二、
  'duplicate-number', // 四、 twice
  'skipped-number', // 三是 → 五是
  'restarted-number',
  'half-width-brackets', // (一) among （一）
  'unheaded', // a part without a heading of its own, split off by its cue sentence
  'empty', // heading and nothing more
  'junk-before-number', // [image: Seal]（一）
]);
export type OutlineAnomaly = z.infer<typeof OutlineAnomaly>;

/** A heading and what stands under it. `start` is the heading's number (or its first character), `end` the end of its last descendant. */
export interface Section {
  id: string;
  /** 1-based. Given by the series in context, not by the look of the number. */
  level: number;
  /** The number as printed, e.g. `一、`, `（二）`, `2、`; null when the heading has none. */
  number: string | null;
  /** Heading text without number and closing punctuation. Empty for an unheaded section. */
  title: string;
  role: SectionRole;
  start: number;
  /** Where the heading itself ends and its content begins. */
  headingEnd: number;
  end: number;
  /** Run-in: the content goes on in the heading's own paragraph. */
  inline: boolean;
  anomalies: OutlineAnomaly[];
  children: Section[];
}
export const Section: z.ZodType<Section> = z.object({
  id: z.string(),
  level: z.int().min(1),
  number: z.string().nullable(),
  title: z.string(),
  role: SectionRole,
  start: z.int().min(0),
  headingEnd: z.int().min(0),
  end: z.int().min(0),
  inline: z.boolean(),
  anomalies: z.array(OutlineAnomaly),
  get children() {
    return z.array(Section);
  },
});

/** An enumerated item inside paragraphs: 一是…, 二要…, （1）…. `title` is its first clause or sentence. */
export const OutlineItem = Span.extend({
  number: z.string(),
  ordinal: z.int().min(1),
  title: z.string(),
  /** The innermost section it stands in. */
  sectionId: z.string().nullable(),
  anomalies: z.array(OutlineAnomaly),
});
export type OutlineItem = z.infer<typeof OutlineItem>;

export const Noise = QuotedSpan.extend({
  kind: z.enum([
    'web-navigation',
    'metadata-box',
    'converter-artefact',
    'filing-number',
    'view-counter',
    'page-tools',
    'other',
  ]),
});
export type Noise = z.infer<typeof Noise>;

/** The genre a report was read as, and who chose it. */
export const ProfileChoice = z.object({
  id: z.string(),
  version: z.string(),
  /** 0–1. 1 when the uploader named the genre; below 0.5 the text shows no known genre and the default one was taken. */
  confidence: z.number().min(0).max(1),
  chosen: z.enum(['named', 'automatic']),
});
export type ProfileChoice = z.infer<typeof ProfileChoice>;

/** Output of `segment`. Noise is marked, not cut: offsets are those of the canonical text. */
export const Outline = z.object({
  /** May span two lines; null when the text has no title of its own. */
  title: QuotedSpan.nullable(),
  /** The year reported on. */
  year: z.int().min(1949).max(2200).nullable(),
  /** The place that reports, e.g. 云栖镇. */
  jurisdiction: z.string().nullable(),
  /** Its superior places as far as the text names them, outermost first, e.g. [青川湾县]. */
  parentJurisdictions: z.array(z.string()),
  /** The signing body. */
  issuer: z.string().nullable(),
  /** ISO date of the signature. */
  issuedOn: z.iso.date().nullable(),
  addressee: QuotedSpan.nullable(),
  sections: z.array(Section),
  items: z.array(OutlineItem),
  noise: z.array(Noise),
  /** `segment` is the first stage that knows the text; the stages behind it read by this profile. Absent in outlines made before genres were chosen. */
  profile: ProfileChoice.optional(),
});
export type Outline = z.infer<typeof Outline>;
