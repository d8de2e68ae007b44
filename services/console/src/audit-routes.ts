import { AuditPage, AuditQuery } from '@nianbao/contracts';
import { type Route, route } from '@nianbao/http-api';
import { type ConsoleDeps, refuseCursor } from './console-deps.ts';

/** Who did what. */
export function auditRoutes({ catalogue }: ConsoleDeps): Route[] {
  return [
    route({
      id: 'read-audit',
      method: 'get',
      path: '/api/audit',
      tag: 'access',
      role: 'reader',
      summary: { zh: '操作记录：谁在何时做了什么，最新在前', en: 'Who did what and when, newest first' },
      query: AuditQuery,
      answers: { 200: AuditPage },
      handle: ({ query }) => catalogue.audit(query).catch(refuseCursor),
    }),
  ];
}
