import { problem, readJson } from '@nianbao/service-kit/http';
import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type ConsoleDeps, fromQueue } from './console-deps.ts';

const timeoutMs = 30_000;

/**
 * `POST /uploads/presign` and `POST /uploads/confirm`, passed on to the intake with its key, which no browser must hold. The bytes
 * themselves go from the page straight to the store.
 */
export function uploadRoutes({ config, log }: ConsoleDeps): Hono {
  const app = new Hono();
  const { intake } = config;
  for (const call of ['presign', 'confirm']) {
    app.post(`/uploads/${call}`, async (c) => {
      if (intake === null) throw problem('UNAVAILABLE', 'CONSOLE_INTAKE_URL is not set');
      const body = JSON.stringify(await readJson(c));
      const language = c.req.header('accept-language');
      const answer = await fromQueue(
        fetch(`${intake.url.replace(/\/$/, '')}/uploads/${call}`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            ...(intake.key !== undefined && { authorization: `Bearer ${intake.key}` }),
            ...(language !== undefined && { 'accept-language': language }),
          },
          body,
          signal: AbortSignal.timeout(timeoutMs),
        }),
      ).catch((cause: unknown) => {
        log.warn({ event: 'intake-away', err: cause }, 'the intake does not answer');
        throw problem('UNAVAILABLE', 'the intake does not answer', { cause });
      });
      const type = answer.headers.get('content-type') ?? 'application/json';
      return c.body(await answer.text(), answer.status as ContentfulStatusCode, { 'content-type': type });
    });
  }
  return app;
}
