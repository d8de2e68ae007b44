import { z } from 'zod';
import { QuotedSpan } from './span.ts';

export const QuantityStatus = z.enum([
  'reported',
  'planned', // 将…, 计划…
  'rule', // 每年不少于两次
  'denied', // 尚未达到100%
  'past-year', // 2023年的20批次, in a report on 2024
]);
export type QuantityStatus = z.infer<typeof QuantityStatus>;

export const QuantityRelation = z.object({
  type: z.enum(['part-of', 'rate-of', 'change-from']),
  /** The quantities it relates to: the whole, the base(s) of the rate (numerator first when both are known), the earlier figure. */
  quantityIds: z.array(z.string()),
});
export type QuantityRelation = z.infer<typeof QuantityRelation>;

/** One figure. `quote` covers number, approximation and unit, e.g. `1.5万余份`. */
export const Quantity = QuotedSpan.extend({
  id: z.string(),
  /** In the unit given, 万/亿/千 multiplied out: 23.67万亩 → 236700 亩. Percentages as printed: 38.17% → 38.17. */
  value: z.number(),
  /** Upper end of a range (3至5次); `value` is the lower. */
  upper: z.number().optional(),
  /** As printed, e.g. 件, 人次, %, 个百分点, 平方公里; empty when the text gives none. */
  unit: z.string(),
  /** The word that makes it approximate: 余, 多, 约, 近, 左右 … */
  approximation: z.string().optional(),
  /** `min`: at least this much (以上, 不少于, 超); `max`: at most, or not reached (以内, 尚未达到). */
  bound: z.enum(['min', 'max']).optional(),
  status: QuantityStatus,
  /** What is counted, from the words around it: 调解矛盾纠纷. */
  subject: z.string(),
  /** The innermost section it stands in. */
  sectionId: z.string().nullable(),
  page: z.int().min(1).optional(),
  relation: QuantityRelation.optional(),
});
export type Quantity = z.infer<typeof Quantity>;

/** One value of the profile's taxonomy. */
export const Indicator = z.object({
  key: z.string(),
  value: z.number(),
  unit: z.string(),
  approximation: z.string().optional(),
  bound: z.enum(['min', 'max']).optional(),
  status: QuantityStatus,
  /** The quantities it rests on: one, or the summands. */
  quantityIds: z.array(z.string()).min(1),
  /** Name of the rule that took it. */
  rule: z.string(),
});
export type Indicator = z.infer<typeof Indicator>;

/** A number that was looked at and not taken for a figure. */
export const RejectedCandidate = QuotedSpan.extend({
  reason: z.enum([
    'date',
    'year',
    'identifier',
    'slogan',
    'legal-reference',
    'document-number',
    'heading-number',
    'ordinal',
    'idiom',
    'no-unit',
    'noise',
    'name',
  ]),
});
export type RejectedCandidate = z.infer<typeof RejectedCandidate>;

/** Output of `extract`. Quantities are in text order; ids are `q1`, `q2`, … in that order. */
export const Extraction = z.object({
  quantities: z.array(Quantity),
  indicators: z.array(Indicator),
  rejected: z.array(RejectedCandidate),
});
export type Extraction = z.infer<typeof Extraction>;
