import { CompareQuery, CompareResponse, ReportPage, ReportQuery } from '@nianbao/contracts';
import { type Route, route } from '@nianbao/http-api';
import { type ConsoleDeps, refuseCursor } from './console-deps.ts';

const maxPoints = 2000;

/** Published reports: searched and compared. */
export function reportRoutes(deps: ConsoleDeps): Route[] {
  const { catalogue } = deps;
  const common = { method: 'get', tag: 'reports', role: 'reader' } as const;
  return [
    route({
      ...common,
      id: 'search-reports',
      path: '/api/reports',
      summary: { zh: '检索已发布的报告', en: 'Search published reports' },
      query: ReportQuery,
      answers: { 200: ReportPage },
      handle: ({ query }) => catalogue.reports(query).catch(refuseCursor),
    }),
    route({
      ...common,
      id: 'compare-indicator',
      path: '/api/compare',
      summary: {
        zh: '一项指标在各地、各年的数值，最多 2000 个',
        en: 'The values of one indicator by place and year, at most 2000',
      },
      query: CompareQuery,
      answers: { 200: CompareResponse },
      handle: async ({ query }) => ({ points: await catalogue.compare(query, maxPoints) }),
    }),
  ];
}
