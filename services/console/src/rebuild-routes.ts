import { Hono } from 'hono';
import type { CatalogueRebuild } from './catalogue-rebuild.ts';
import { consoleProblem } from './console-problem.ts';

/** `POST /rebuild` starts, `GET /rebuild` shows how far it is. */
export function rebuildRoutes(rebuild: CatalogueRebuild): Hono {
  const app = new Hono();
  app.get('/rebuild', (c) => c.json(rebuild.status()));
  app.post('/rebuild', (c) => {
    if (!rebuild.start()) throw consoleProblem('REBUILD_RUNNING');
    return c.json(rebuild.status(), 202, { location: '/api/rebuild' });
  });
  return app;
}
