import { ConfirmRequest, ConfirmResponse, PresignRequest, PresignResponse } from '@nianbao/contracts';
import { type Route, route } from '@nianbao/http-api';
import { problem } from '@nianbao/service-kit/http';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ConsoleDeps } from '../console-deps.ts';

const timeoutMs = 20_000;
/** 1,000 keys of 1,024 bytes, each of which JSON may escape to six. */
const maxConfirmBytes = 8 * 1024 * 1024;

/**
 * Passed on to the intake with its key, which no browser must hold. The bytes themselves go from the page straight to the store.
 */
export function uploadRoutes(deps: ConsoleDeps): Route[] {
  const common = { method: 'post', tag: 'uploads', role: 'uploader' } as const;
  return [
    route({
      ...common,
      id: 'presign-upload',
      path: '/api/uploads/presign',
      summary: { zh: '取得一个文件的直传地址', en: 'An address to PUT one file to, straight into the store' },
      body: PresignRequest,
      changes: false,
      answers: { 200: PresignResponse },
      handle: ({ body, c }) => passOn(deps, c, 'presign', body),
    }),
    route({
      ...common,
      id: 'confirm-uploads',
      path: '/api/uploads/confirm',
      summary: { zh: '直传完成，开始读取', en: 'Start the reading of files that were put there' },
      body: ConfirmRequest,
      maxBodyBytes: maxConfirmBytes,
      answers: { 200: ConfirmResponse },
      handle: ({ body, c }) => passOn(deps, c, 'confirm', body),
    }),
  ];
}

async function passOn(
  { config, log }: ConsoleDeps,
  c: Context,
  call: string,
  body: object,
): Promise<Response> {
  const { intake } = config;
  if (intake === null)
    throw problem('UNAVAILABLE', {
      zh: '没有设置 CONSOLE_INTAKE_URL',
      en: 'CONSOLE_INTAKE_URL is not set',
    });
  const language = c.req.header('accept-language');
  const answer = await fetch(`${intake.url.replace(/\/$/, '')}/uploads/${call}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(intake.key !== undefined && { authorization: `Bearer ${intake.key}` }),
      ...(language !== undefined && { 'accept-language': language }),
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((cause: unknown) => {
    log.warn({ event: 'intake-away', err: cause }, 'the intake does not answer');
    throw problem('UNAVAILABLE', { zh: '接收服务没有应答', en: 'the intake does not answer' }, { cause });
  });
  // Not the caller's fault, who would be signed out by it.
  if (answer.status === 401 || answer.status === 403)
    throw problem('UNAVAILABLE', {
      zh: '接收服务不接受控制台的密钥：两处须设置相同的 INTAKE_API_KEY',
      en: 'the intake refused the console’s key: set INTAKE_API_KEY for both',
    });
  const type = answer.headers.get('content-type') ?? 'application/json';
  return c.body(await answer.text(), answer.status as ContentfulStatusCode, { 'content-type': type });
}
