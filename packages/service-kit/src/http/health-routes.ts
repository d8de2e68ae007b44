import { Hono } from 'hono';
import type { Logger } from '../logger.ts';
import { withDeadline } from './with-deadline.ts';

const checkTimeoutMs = 3_000;

/**
 * `GET /live`: the process answers. `GET /ready`: every part answers too; 503 with the parts that do not.
 * Reasons go to the log, not to the caller.
 */
export function healthRoutes(checks: Record<string, () => Promise<unknown>>, log: Logger): Hono {
  const app = new Hono();
  app.get('/live', (c) => c.json({ status: 'ok' }));
  app.get('/ready', async (c) => {
    const parts = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await answers(name, check, log)] as const),
    );
    const ok = parts.every(([, up]) => up);
    const states = Object.fromEntries(parts.map(([name, up]) => [name, up ? 'ok' : 'unavailable']));
    return c.json({ status: ok ? 'ok' : 'unavailable', parts: states }, ok ? 200 : 503);
  });
  return app;
}

async function answers(name: string, check: () => Promise<unknown>, log: Logger): Promise<boolean> {
  try {
    await withDeadline(check(), checkTimeoutMs, name);
    return true;
  } catch (error) {
    log.warn({ event: 'not-ready', part: name, err: error }, 'a part does not answer');
    return false;
  }
}
