import { z } from 'zod';
import { Sha256 } from './ids.ts';

const year = z.coerce.number().int().min(1949).max(2200);
const within = z.string().trim().max(200).optional();
const format = z.enum(['json', 'csv']).default('json');
const lang = z.enum(['zh', 'en']).default('zh');

/** GET /api/comparison/series — values of one indicator by place and year, with the change from the year before. At most 500 places. */
export const SeriesQuery = z.object({
  indicator: z.string().min(1).max(100),
  /** Words of the place or its superiors. */
  within,
  from: year.optional(),
  to: year.optional(),
  format,
  lang,
});
export type SeriesQuery = z.infer<typeof SeriesQuery>;

/** A difference between two years, in the indicator's unit and as a share of the earlier value in per cent. */
export const YearChange = z.object({ absolute: z.number(), percent: z.number().nullable() });

export const SeriesPoint = z.object({
  year: z.int(),
  value: z.number(),
  approximation: z.string().nullable(),
  documentId: Sha256,
  /** Null without a value of the year before. */
  change: YearChange.nullable(),
});
export const Series = z.object({ place: z.string(), points: z.array(SeriesPoint) });
export type Series = z.infer<typeof Series>;
export const SeriesResponse = z.object({
  indicator: z.string(),
  /** The unit most reports give; values in other units are left out, because they do not compare. */
  unit: z.string().nullable(),
  leftOut: z.int(),
  series: z.array(Series),
});
export type SeriesResponse = z.infer<typeof SeriesResponse>;

/** GET /api/comparison/ranking — the places by their value of one indicator in one year. Equal values share a rank. */
export const RankingQuery = z.object({
  indicator: z.string().min(1).max(100),
  year,
  within,
  order: z.enum(['desc', 'asc']).default('desc'),
  limit: z.coerce.number().int().min(1).max(2000).default(200),
  format,
  lang,
});
export type RankingQuery = z.infer<typeof RankingQuery>;

export const RankedPlace = z.object({
  rank: z.int(),
  place: z.string(),
  value: z.number(),
  approximation: z.string().nullable(),
  documentId: Sha256,
  previous: z.object({ rank: z.int(), value: z.number() }).nullable(),
  change: YearChange.nullable(),
});
export type RankedPlace = z.infer<typeof RankedPlace>;
export const RankingResponse = z.object({
  indicator: z.string(),
  year: z.int(),
  unit: z.string().nullable(),
  leftOut: z.int(),
  places: z.array(RankedPlace),
});
export type RankingResponse = z.infer<typeof RankingResponse>;

/** GET /api/comparison/completeness — who filed the year's report, with which parts, and in time. The most complete first. */
export const CompletenessQuery = z.object({
  year,
  profile: z.string().max(100).default('rule-of-law-government'),
  within,
  format,
  lang,
});
export type CompletenessQuery = z.infer<typeof CompletenessQuery>;

export const PlaceCompleteness = z.object({
  place: z.string(),
  /** False: the place filed in other years, and not in this one as far as is known here. */
  filed: z.boolean(),
  documentId: Sha256.nullable(),
  /** ISO date of the signature. */
  issuedOn: z.string().nullable(),
  /**
   * Signed after 1 March (the report to the superior is due) or after 1 April (the publication is due) of the next year:
   * 法治政府建设与责任落实督察工作规定, articles 24 and 25. Null without a date.
   */
  late: z.enum(['no', 'after-1-march', 'after-1-april']).nullable(),
  /** Keys of the mandatory parts that are absent or only mentioned. */
  missingParts: z.array(z.string()),
  /** Findings of severity error or warning. */
  findings: z.int(),
});
export type PlaceCompleteness = z.infer<typeof PlaceCompleteness>;
export const CompletenessResponse = z.object({
  year: z.int(),
  places: z.array(PlaceCompleteness),
  /** `complete`: filed with every mandatory part. */
  totals: z.object({ places: z.int(), filed: z.int(), complete: z.int(), late: z.int() }),
});
export type CompletenessResponse = z.infer<typeof CompletenessResponse>;
