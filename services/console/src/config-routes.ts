import {
  type ConsoleConfig,
  errorCatalogue,
  FindingCode,
  type StageDefinition,
  stageNames,
  stages,
} from '@nianbao/contracts';
import { Hono } from 'hono';
import type { ConsoleDeps } from './console-deps.ts';

/** `GET /config`. */
export function configRoutes({ config }: ConsoleDeps): Hono {
  const answer: ConsoleConfig = {
    stages: stageNames.map((name) => {
      const { title, next, branch }: StageDefinition = stages[name];
      return { name, title, next, branch: branch?.to ?? null };
    }),
    errors: Object.fromEntries(
      Object.entries(errorCatalogue).map(([code, entry]) => [
        code,
        { category: entry.category, unsupported: 'unsupported' in entry, message: entry.message },
      ]),
    ),
    indicators: config.labels.indicators,
    parts: config.labels.parts,
    findingCodes: FindingCode.options,
    uploads: config.intake !== null,
  };
  const app = new Hono();
  app.get('/config', (c) => c.json(answer));
  return app;
}
