import { readJson } from '@nianbao/service-kit/http';
import type { Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { checkActor, checkRole } from './access/access-control.ts';
import { localActor } from './access/actor.ts';
import { answerOnce } from './answer-once.ts';
import { type AuditNotes, auditDetail } from './audit-notes.ts';
import { parseRequest } from './parse-request.ts';
import { recordCall } from './record-call.ts';
import type { Route } from './route.ts';
import type { RouteServing } from './route-serving.ts';

/** Serves declared routes: who calls, how often, may they, is the request as declared; then the handler, once and on record. */
export function serveRoutes(app: Hono, routes: readonly Route[], serving: RouteServing): void {
  refuseNamesakes(routes);
  for (const route of routes) {
    app.on(route.method, route.path, async (c) => {
      const actor = route.role === 'none' ? null : await serving.access.identify(c);
      checkActor(actor, route.role);
      if (actor !== null && actor !== localActor) await serving.takeToken(actor.id);
      const notes: AuditNotes = { actor, target: null, detail: null };
      const call = () => makeCall(c, route, serving, notes);
      return changes(route) ? recordCall(serving, route, notes, call) : call();
    });
  }
}

/** Whether calling it leaves anything other than it was. */
export function changes(route: Route): boolean {
  return route.method !== 'get' && route.changes !== false;
}

async function makeCall(
  c: Context,
  route: Route,
  serving: RouteServing,
  audit: AuditNotes,
): Promise<Response> {
  const { actor } = audit;
  checkRole(actor, route.role);
  const { params, query, body, maxBodyBytes } = route;
  const asked = {
    params: params && parseRequest(params, c.req.param()),
    query: query && parseRequest(query, c.req.query()),
    body: body && parseRequest(body, await readJson(c, maxBodyBytes)),
  };
  audit.target = Object.values(c.req.param()).join('/') || null;
  audit.detail = auditDetail(asked.query, asked.body);
  const stillAllowed = () => isAllowed(c, route, serving);
  const call = async () =>
    toResponse(c, route, await route.handle({ ...asked, c, actor, audit, stillAllowed }));
  const once =
    route.method === 'post' && changes(route) && route.bodyMediaType === undefined && actor !== null;
  return once ? answerOnce(serving, { c, route, actorId: actor.id, asked }, call) : call();
}

async function isAllowed(c: Context, route: Route, { access }: RouteServing): Promise<boolean> {
  try {
    const actor = await access.identify(c);
    checkActor(actor, route.role);
    checkRole(actor, route.role);
    return true;
  } catch {
    return false;
  }
}

function toResponse(c: Context, { answers }: Route, answer: unknown): Response {
  if (answer instanceof Response) return answer;
  return c.json(answer, Number(Object.keys(answers)[0]) as ContentfulStatusCode);
}

/** A second route of the same id or address would be served by nobody. */
function refuseNamesakes(routes: readonly Route[]): void {
  const seen = new Set<string>();
  for (const { id, method, path } of routes) {
    for (const name of [id, `${method} ${path}`]) {
      if (seen.has(name)) throw new Error(`two routes are ${name}`);
      seen.add(name);
    }
  }
}
