import { ReportPage, ReportQuery } from '@nianbao/contracts';
import { type Route, route } from '@nianbao/http-api';
import { type ConsoleDeps, refuseCursor } from '../console-deps.ts';
import { refuseUnknownWords } from '../refuse-unknown-words.ts';

/** Published reports: searched and compared. */
export function reportRoutes(deps: ConsoleDeps): Route[] {
  const { catalogue, config } = deps;
  const common = { method: 'get', tag: 'reports', role: 'reader' } as const;
  return [
    route({
      ...common,
      id: 'search-reports',
      path: '/api/reports',
      summary: { zh: '检索已发布的报告', en: 'Search published reports' },
      query: ReportQuery,
      answers: { 200: ReportPage },
      handle({ query }) {
        refuseUnknownWords(config.labels, query);
        return catalogue.reports(query).catch(refuseCursor);
      },
    }),
  ];
}
