import { type Context, Hono } from 'hono';
import type { Logger } from '../logger.ts';
import { withDeadline } from './with-deadline.ts';

const checkTimeoutMs = 3_000;

type Checks = Record<string, () => Promise<unknown>>;

/**
 * `GET /live`: the process answers, and what `live` says of its work holds: when not, only a restart helps. `GET /ready`: that, and
 * every part answers. 503 with the parts that do not; reasons go to the log, not to the caller.
 */
export function healthRoutes(checks: Checks, log: Logger, live: Checks = {}): Hono {
  const app = new Hono();
  const answer = async (c: Context, all: Checks) => {
    const parts = await Promise.all(
      Object.entries(all).map(async ([name, check]) => [name, await answers(name, check, log)] as const),
    );
    const ok = parts.every(([, up]) => up);
    const states = Object.fromEntries(parts.map(([name, up]) => [name, up ? 'ok' : 'unavailable']));
    return c.json({ status: ok ? 'ok' : 'unavailable', parts: states }, ok ? 200 : 503);
  };
  app.get('/live', (c) => answer(c, live));
  app.get('/ready', (c) => answer(c, { ...checks, ...live }));
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
