import { parseRequest, readJson } from '@nianbao/service-kit/http';
import type { Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { checkRole } from './access-control.ts';
import type { Actor } from './actor.ts';
import type { Route } from './route.ts';
import type { RouteServing } from './route-serving.ts';

/** Serves declared routes: who calls, may they, is the request as declared; then the handler. */
export function serveRoutes(app: Hono, routes: readonly Route[], { access }: RouteServing): void {
  refuseNamesakes(routes);
  for (const route of routes) {
    app.on(route.method, route.path, async (c) => {
      const actor = route.role === 'none' ? null : access.identify(c);
      checkRole(actor, route.role);
      return toResponse(c, route, await route.handle(await readRequest(c, route, actor)));
    });
  }
}

async function readRequest(c: Context, route: Route, actor: Actor | null) {
  const { params, query, body, maxBodyBytes } = route;
  return {
    c,
    actor,
    params: params && parseRequest(params, c.req.param()),
    query: query && parseRequest(query, c.req.query()),
    body: body && parseRequest(body, await readJson(c, maxBodyBytes)),
  };
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
