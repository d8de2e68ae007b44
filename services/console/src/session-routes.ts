import { SessionRequest, type SessionState } from '@nianbao/contracts';
import { isKey, parseRequest, problem, readJson } from '@nianbao/service-kit/http';
import { Hono } from 'hono';
import type { Sessions } from './sessions.ts';

/** Keys of 16 characters are not guessed at this pace. */
const triesPerMinute = 20;
const maxBytes = 4096;

/** `GET`, `POST` and `DELETE /session`: open to all, since they are how one gets in. */
export function sessionRoutes(apiKey: string | undefined, sessions: Sessions): Hono {
  const app = new Hono();
  const limit = createTryLimit();
  const open = apiKey === undefined;
  app.get('/session', (c) => {
    const answer: SessionState = { open, signedIn: open || sessions.has(c) };
    return c.json(answer);
  });
  app.post('/session', async (c) => {
    const { key } = parseRequest(SessionRequest, await readJson(c, maxBytes));
    if (!open) {
      if (limit.reached())
        throw problem('TOO_MANY_REQUESTS', undefined, { headers: { 'retry-after': '60' } });
      if (!isKey([apiKey], key)) {
        limit.count();
        throw problem('UNAUTHORIZED');
      }
      sessions.begin(c);
    }
    const answer: SessionState = { open, signedIn: true };
    return c.json(answer);
  });
  app.delete('/session', (c) => {
    sessions.end(c);
    const answer: SessionState = { open, signedIn: open };
    return c.json(answer);
  });
  return app;
}

function createTryLimit() {
  let wrong: number[] = [];
  return {
    reached(): boolean {
      wrong = wrong.filter((at) => Date.now() - at < 60_000);
      return wrong.length >= triesPerMinute;
    },
    count: () => void wrong.push(Date.now()),
  };
}
