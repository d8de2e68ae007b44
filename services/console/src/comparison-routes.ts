import {
  CompletenessQuery,
  CompletenessResponse,
  comparisonWords,
  type PlaceCompleteness,
  RankingQuery,
  RankingResponse,
  SeriesQuery,
  SeriesResponse,
} from '@nianbao/contracts';
import { byteOrderMark, csvLine } from '@nianbao/exports';
import { type Route, route } from '@nianbao/http-api';
import type { Context } from 'hono';
import type { ConsoleDeps } from './console-deps.ts';
import { refuseUnknownWords } from './refuse-unknown-words.ts';

type Column = keyof typeof comparisonWords.columns;
type Cells = (string | number | null)[];

const seriesColumns: Column[] = ['place', 'year', 'value', 'unit', 'change', 'percent', 'document'];
const rankingColumns: Column[] = [
  ...(['rank', 'place', 'value', 'unit', 'previousRank', 'previous'] as const),
  ...(['change', 'percent', 'document'] as const),
];
const completenessColumns: Column[] = [
  ...(['place', 'filed', 'issuedOn', 'late', 'missing', 'findings', 'document'] as const),
];

/** Indicators over places and years, and who filed what: as JSON, or as CSV with `format=csv`. */
export function comparisonRoutes({ catalogue, config }: ConsoleDeps): Route[] {
  return [
    route({
      id: 'compare-series',
      method: 'get',
      path: '/api/comparison/series',
      tag: 'reports',
      role: 'reader',
      summary: { zh: '指标逐年数值与同比变化', en: 'An indicator over the years, with its changes' },
      query: SeriesQuery,
      answers: { 200: SeriesResponse },
      async handle({ query, c }) {
        refuseUnknownWords(config.labels, query);
        const answer = await catalogue.series(query);
        if (query.format === 'json') return answer;
        const lines = answer.series.flatMap(({ place, points }) =>
          points.map(({ year, value, change, documentId }): Cells => {
            return [place, year, value, answer.unit, ...changeCells(change), documentId];
          }),
        );
        return csv(c, `${query.indicator}-series`, headings(seriesColumns, query.lang), lines);
      },
    }),
    route({
      id: 'compare-ranking',
      method: 'get',
      path: '/api/comparison/ranking',
      tag: 'reports',
      role: 'reader',
      summary: { zh: '一年中各地指标排名', en: 'The places by an indicator of one year' },
      query: RankingQuery,
      answers: { 200: RankingResponse },
      async handle({ query, c }) {
        refuseUnknownWords(config.labels, query);
        const answer = await catalogue.ranking(query);
        if (query.format === 'json') return answer;
        const lines = answer.places.map(({ rank, place, value, previous, change, documentId }): Cells => {
          const before = [previous?.rank ?? null, previous?.value ?? null];
          return [rank, place, value, answer.unit, ...before, ...changeCells(change), documentId];
        });
        return csv(c, `${query.indicator}-${query.year}`, headings(rankingColumns, query.lang), lines);
      },
    }),
    route({
      id: 'compare-completeness',
      method: 'get',
      path: '/api/comparison/completeness',
      tag: 'reports',
      role: 'reader',
      summary: {
        zh: '各地报送情况：是否报送、是否按时、缺哪些内容',
        en: 'Who filed, in time, with which parts',
      },
      query: CompletenessQuery,
      answers: { 200: CompletenessResponse },
      async handle({ query, c }) {
        refuseUnknownWords(config.labels, query);
        const places = await catalogue.completeness(query);
        if (query.format === 'json') return { year: query.year, places, totals: totals(places) };
        const label = new Map(config.labels.parts.map((part) => [part.key, part.label[query.lang]]));
        const lines = places.map((each): Cells => {
          const missing = each.missingParts.map((key) => label.get(key) ?? key).join('; ');
          const late = each.late === null ? '' : comparisonWords.late[each.late][query.lang];
          const filed = comparisonWords.filed[each.filed ? 'yes' : 'no'][query.lang];
          return [each.place, filed, each.issuedOn, late, missing, each.findings, each.documentId];
        });
        return csv(c, `completeness-${query.year}`, headings(completenessColumns, query.lang), lines);
      },
    }),
  ];
}

function totals(places: readonly PlaceCompleteness[]): CompletenessResponse['totals'] {
  const filed = places.filter((place) => place.filed);
  return {
    places: places.length,
    filed: filed.length,
    complete: filed.filter(({ missingParts }) => missingParts.length === 0).length,
    late: filed.filter(({ late }) => late !== null && late !== 'no').length,
  };
}

function changeCells(change: { absolute: number; percent: number | null } | null): Cells {
  return [change?.absolute ?? null, change?.percent ?? null];
}

function headings(list: readonly Column[], lang: 'zh' | 'en'): string[] {
  return list.map((column) => comparisonWords.columns[column][lang]);
}

function csv(c: Context, name: string, head: string[], lines: readonly Cells[]): Response {
  c.header('content-type', 'text/csv; charset=utf-8');
  c.header('content-disposition', `attachment; filename="${name.replaceAll(/[^\w-]/g, '_')}.csv"`);
  return c.body(byteOrderMark + [head, ...lines].map((line) => csvLine(line)).join(''));
}
