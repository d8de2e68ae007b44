import {
  Deletion,
  DeletionId,
  DeletionPreview,
  DeletionQuery,
  DeletionReceipt,
  DeletionRequest,
  DeletionsQuery,
  DeletionsResponse,
} from '@nianbao/contracts';
import { type Route, route } from '@nianbao/http-api';
import { problem } from '@nianbao/service-kit/http';
import { z } from 'zod';
import type { ConsoleDeps } from '../console-deps.ts';
import { exportsBegunBefore } from '../exports/exports-begun-before.ts';
import { newRunId } from './new-run-id.ts';

/** Deleting documents everywhere, with a receipt. */
export function deletionRoutes({ catalogue, store }: ConsoleDeps): Route[] {
  return [
    route({
      id: 'delete-documents',
      method: 'post',
      path: '/api/deletions',
      tag: 'maintenance',
      role: 'admin',
      summary: { zh: '彻底删除文档', en: 'Delete documents everywhere' },
      description: {
        zh: '删除原文件、各阶段产物、结果、目录数据和待办任务。dryRun 只统计不删除。',
        en: 'Removes originals, artefacts, results, catalogue rows and pending jobs. dryRun only counts.',
      },
      body: DeletionRequest,
      answers: { 200: z.union([Deletion, DeletionPreview]) },
      handle({ body: { dryRun, reason, ...filter }, actor }) {
        if (Object.keys(filter).length === 0)
          throw problem('BAD_REQUEST', {
            zh: '请给出 ids、batch、place、year 或 uploadedBefore',
            en: 'give ids, batch, place, year or uploadedBefore',
          });
        if (dryRun) return catalogue.previewDeletion(filter);
        return catalogue.startDeletion(newRunId(), filter, { actor: actor?.name ?? 'local', reason });
      },
    }),
    route({
      id: 'list-deletions',
      method: 'get',
      path: '/api/deletions',
      tag: 'maintenance',
      role: 'operator',
      summary: { zh: '历次删除', en: 'Deletions' },
      query: DeletionsQuery,
      answers: { 200: DeletionsResponse },
      handle: async ({ query }) => ({ deletions: await catalogue.deletions(query.limit) }),
    }),
    route({
      id: 'get-deletion',
      method: 'get',
      path: '/api/deletions/:deletion',
      tag: 'maintenance',
      role: 'operator',
      summary: { zh: '删除回执', en: 'The receipt of a deletion' },
      params: z.object({ deletion: DeletionId }),
      query: DeletionQuery,
      answers: { 200: DeletionReceipt },
      async handle({ params, query }) {
        const receipt = await catalogue.deletionReceipt(params.deletion, query.after ?? null, query.limit);
        if (!receipt) throw problem('NOT_FOUND');
        const { finishedAt } = receipt.deletion;
        if (finishedAt === null || query.after !== undefined) return receipt;
        return { ...receipt, exports: await exportsBegunBefore(store, new Date(finishedAt)) };
      },
    }),
  ];
}
