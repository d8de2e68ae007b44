import { SessionRequest, SessionState } from '@nianbao/contracts';
import { type Route, route } from '@nianbao/http-api';
import { isKey, problem } from '@nianbao/service-kit/http';
import type { Sessions } from './sessions.ts';

/** Keys of 16 characters are not guessed at this pace. */
const triesPerMinute = 20;
const maxBytes = 4096;

/** Signing in and out: open to all, since they are how one gets in. */
export function sessionRoutes(apiKey: string | undefined, sessions: Sessions): Route[] {
  const limit = createTryLimit();
  const open = apiKey === undefined;
  const common = { path: '/api/session', tag: 'session', role: 'none' } as const;
  return [
    route({
      ...common,
      id: 'read-session',
      method: 'get',
      summary: { zh: '当前登录状态', en: 'Whether somebody is signed in' },
      answers: { 200: SessionState },
      handle: ({ c }) => ({ open, signedIn: open || sessions.has(c) }),
    }),
    route({
      ...common,
      id: 'sign-in',
      method: 'post',
      summary: { zh: '用密钥登录，得到会话 Cookie', en: 'Exchange a key for a session cookie' },
      body: SessionRequest,
      maxBodyBytes: maxBytes,
      answers: { 200: SessionState },
      handle({ body, c }) {
        if (open) return { open, signedIn: true };
        if (limit.reached())
          throw problem('TOO_MANY_REQUESTS', undefined, { headers: { 'retry-after': '60' } });
        if (!isKey([apiKey], body.key)) {
          limit.count();
          throw problem('UNAUTHORIZED');
        }
        sessions.begin(c);
        return { open, signedIn: true };
      },
    }),
    route({
      ...common,
      id: 'sign-out',
      method: 'delete',
      summary: { zh: '退出登录', en: 'Sign out' },
      answers: { 200: SessionState },
      handle({ c }) {
        sessions.end(c);
        return { open, signedIn: open };
      },
    }),
  ];
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
