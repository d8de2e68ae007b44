import {
  type CompletenessQuery,
  CompletenessResponse,
  type RankingQuery,
  RankingResponse,
  type SeriesQuery,
  SeriesResponse,
} from '@nianbao/contracts';
import type { Calls } from './calls.ts';

/** Given to the server as they are; `format` is JSON's here. */
type Query<Q, Needed extends keyof Q> = Pick<Q, Needed> & Partial<Omit<Q, 'format' | 'lang'>>;

/** Published reports beside each other, by place and year. */
export function comparisonCalls({ get }: Calls) {
  return {
    /** One indicator over the years, with the change from the year before. */
    series: (query: Query<SeriesQuery, 'indicator'>): Promise<SeriesResponse> =>
      get('/api/comparison/series', SeriesResponse, query),
    /** The places by one indicator of one year. */
    ranking: (query: Query<RankingQuery, 'indicator' | 'year'>): Promise<RankingResponse> =>
      get('/api/comparison/ranking', RankingResponse, query),
    /** Who filed the year's report, in time, with which parts. */
    completeness: (query: Query<CompletenessQuery, 'year'>): Promise<CompletenessResponse> =>
      get('/api/comparison/completeness', CompletenessResponse, query),
  };
}
