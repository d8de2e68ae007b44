import { ApiKey, ApiKeysResponse, CreatedKey, CreateKeyRequest, KeyId } from '@nianbao/contracts';
import { makeApiKey, type Route, type RouteServing, route } from '@nianbao/http-api';
import { problem } from '@nianbao/service-kit/http';
import { z } from 'zod';
import type { ConsoleDeps } from '../console-deps.ts';
import { consoleProblem } from '../console-problem.ts';

const KeyParams = z.object({ id: KeyId });

/** Keys of programs and people. A revoked one may still be taken for three seconds by other processes (their cache). */
export function keyRoutes({ catalogue }: ConsoleDeps, { keyring }: RouteServing): Route[] {
  const common = { tag: 'access', role: 'admin' } as const;
  return [
    route({
      ...common,
      id: 'list-keys',
      method: 'get',
      path: '/api/keys',
      summary: { zh: '密钥列表，最新在前，含已吊销的', en: 'Keys, newest first, revoked ones too' },
      answers: { 200: ApiKeysResponse },
      handle: async () => ({ keys: await catalogue.keys() }),
    }),
    route({
      ...common,
      id: 'create-key',
      method: 'post',
      path: '/api/keys',
      summary: { zh: '新建密钥，其内容只显示这一次', en: 'Create a key; it is shown this once' },
      body: CreateKeyRequest,
      secretAnswer: true,
      answers: { 201: CreatedKey },
      async handle({ body: { name, role, expiresAt }, actor, audit }) {
        const ends = expiresAt === undefined ? null : new Date(expiresAt);
        if (ends !== null && ends <= new Date())
          throw problem('BAD_REQUEST', {
            zh: 'expiresAt：时间已过',
            en: 'expiresAt: in the past',
          });
        const { keyId, secret, hash } = makeApiKey();
        const createdBy = actor?.name ?? '';
        const key = await catalogue.addKey({ keyId, name, role, hash, createdBy, expiresAt: ends });
        audit.target = keyId;
        return { key, secret };
      },
    }),
    route({
      ...common,
      id: 'revoke-key',
      method: 'delete',
      path: '/api/keys/:id',
      summary: { zh: '吊销密钥及其会话', en: 'Revoke a key and its sessions' },
      params: KeyParams,
      answers: { 200: ApiKey },
      async handle({ params: { id } }) {
        const key = await catalogue.revokeKey(id);
        if (key === null) throw consoleProblem('KEY_UNKNOWN', id);
        keyring.forget(id);
        return key;
      },
    }),
  ];
}
