import { RebuildStatus } from '@nianbao/contracts';
import { type Route, route } from '@nianbao/http-api';
import { consoleProblem } from '../console-problem.ts';
import type { CatalogueRebuild } from './catalogue-rebuild.ts';

/** Reading the catalogue back from the object store. */
export function rebuildRoutes(rebuild: CatalogueRebuild): Route[] {
  const common = { path: '/api/rebuild', tag: 'maintenance' } as const;
  return [
    route({
      ...common,
      id: 'read-rebuild',
      method: 'get',
      role: 'reader',
      summary: { zh: '目录库重建进行到哪里', en: 'How far the rebuild of the catalogue is' },
      answers: { 200: RebuildStatus },
      handle: () => rebuild.status(),
    }),
    route({
      ...common,
      id: 'start-rebuild',
      method: 'post',
      role: 'admin',
      summary: {
        zh: '从对象存储重建目录库，在后台进行',
        en: 'Rebuild the catalogue from the object store, in the background',
      },
      answers: { 202: RebuildStatus },
      handle({ c }) {
        if (!rebuild.start()) throw consoleProblem('REBUILD_RUNNING');
        c.header('location', '/api/rebuild');
        return rebuild.status();
      },
    }),
  ];
}
