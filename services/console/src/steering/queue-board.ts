import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { HonoAdapter } from '@bull-board/hono';
import { serveStatic } from '@hono/node-server/serve-static';
import { stageNames } from '@nianbao/contracts';
import { type RouteServing, requireRole } from '@nianbao/http-api';
import type { Pipeline } from '@nianbao/pipeline';
import { problem } from '@nianbao/service-kit/http';
import { Hono } from 'hono';
import { contentSecurityPolicy } from '../page/content-security-policy.ts';

interface BoardSources {
  pipeline: Pick<Pipeline, 'queues'>;
  /** Subscription queues to show besides the stages. */
  resultQueues: readonly string[];
}

/** Where the board is mounted. */
const path = '/queues';
const webFont = /<link href="https:[^>]*>/g;

/**
 * The raw view of the queues (bull-board), for operators. It only shows: what it could change has a route of ours, with an audit entry
 * and a copy that outlives Redis. Under this path the content security policy allows its `<base>`, and nothing else more than the
 * console's own; the link to a web font is taken out, since it would be refused.
 */
export function queueBoard(serving: RouteServing, { pipeline, resultQueues }: BoardSources): Hono {
  const board = new HonoAdapter(serveStatic).setBasePath(path);
  createBullBoard({
    queues: [...stageNames, ...resultQueues].map(
      (name) => new BullMQAdapter(pipeline.queues.queue(name), { readOnlyMode: true }),
    ),
    serverAdapter: board,
    options: {
      uiConfig: { boardTitle: '年报 · Nianbao', miscLinks: [{ text: '控制台 Console', url: '/' }] },
    },
  });
  const app = new Hono();
  app.use(`${path}/*`, requireRole(serving, 'operator'), async (c, next) => {
    if (c.req.method !== 'GET') throw problem('NOT_FOUND');
    c.header('content-security-policy', contentSecurityPolicy({ hasBase: true }));
    c.header('cache-control', 'private, no-cache');
    await next();
    if (c.res.headers.get('content-type')?.startsWith('text/html'))
      c.res = new Response((await c.res.text()).replace(webFont, ''), c.res);
  });
  app.route(path, board.registerPlugin());
  return app;
}
