import type {
  CompletenessQuery,
  PlaceCompleteness,
  RankingQuery,
  RankingResponse,
  SeriesQuery,
  SeriesResponse,
} from '@nianbao/contracts';

/** Published reports beside each other, by place and year. A place's newest report of a year speaks for it. */
export interface Comparing {
  series(query: SeriesQuery): Promise<SeriesResponse>;
  ranking(query: RankingQuery): Promise<RankingResponse>;
  /** Every place that filed a report of the genre in any year, the most complete first. */
  completeness(query: CompletenessQuery): Promise<PlaceCompleteness[]>;
}
