import {
  ConsoleConfig,
  errorCatalogue,
  FindingCode,
  type StageDefinition,
  stageNames,
  stages,
} from '@nianbao/contracts';
import { type Route, route } from '@nianbao/http-api';
import type { ConsoleDeps } from '../console-deps.ts';

/** What a page must know of this installation. */
export function configRoutes({ config }: ConsoleDeps): Route[] {
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
    profiles: config.labels.profiles,
    findingCodes: FindingCode.options,
    uploads: config.intake !== null,
  };
  return [
    route({
      id: 'read-config',
      method: 'get',
      path: '/api/config',
      tag: 'overview',
      role: 'any',
      summary: {
        zh: '本系统的阶段、错误代码、指标与规定部分的名称',
        en: 'Stages, error codes, indicators and parts of this installation, with their names',
      },
      answers: { 200: ConsoleConfig },
      handle: () => answer,
    }),
  ];
}
