import { FailuresQuery, FailuresResponse, RereadResponse } from '@nianbao/contracts';
import { type Route, route } from '@nianbao/http-api';
import type { ConsoleDeps } from '../console-deps.ts';
import { DocumentParams, findDocument } from './find-document.ts';

/** What failed, by code and stage; and reading one file again. */
export function failureRoutes(deps: ConsoleDeps): Route[] {
  const { catalogue } = deps;
  return [
    route({
      id: 'list-failures',
      method: 'get',
      path: '/api/failures',
      tag: 'failures',
      role: 'reader',
      summary: {
        zh: '失败的文件，按错误代码与阶段分组',
        en: 'Failures by code and stage, largest group first',
      },
      query: FailuresQuery,
      answers: { 200: FailuresResponse },
      handle: async ({ query }) => {
        const [groups, account] = await Promise.all([
          catalogue.failureGroups(query),
          catalogue.account(query.batch),
        ]);
        return { groups, account };
      },
    }),
    route({
      id: 'reread-document',
      method: 'post',
      path: '/api/documents/:id/reread',
      tag: 'failures',
      role: 'operator',
      summary: { zh: '用现在的程序重新读取一份文档', en: 'Read one finished document again' },
      params: DocumentParams,
      answers: { 200: RereadResponse },
      handle: async ({ params }) => reread(deps, (await findDocument(deps, params.id)).uploadId),
    }),
  ];
}

async function reread({ catalogue, pipeline, log }: ConsoleDeps, uploadId: string): Promise<RereadResponse> {
  // Asked first: when Redis is away, nothing is reopened.
  const epoch = await pipeline.inTime(pipeline.epoch());
  const upload = await catalogue.reopenFinished(uploadId);
  if (upload === null) return { started: false };
  await pipeline.inTime(pipeline.enqueueIntake([upload]));
  await catalogue.markEnqueued([uploadId], epoch);
  log.info({ event: 'reread', uploadId }, 'reread');
  return { started: true };
}
