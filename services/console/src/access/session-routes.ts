import { SessionRequest, SessionState } from '@nianbao/contracts';
import { type Actor, keyIdIn, type Route, type RouteServing, route } from '@nianbao/http-api';
import { problem, refuseOtherOrigins } from '@nianbao/service-kit/http';

const maxBytes = 4096;

/** Signing in and out: open to all, since they are how one gets in. */
export function sessionRoutes({ access, sessions, keyring, takeTry }: RouteServing): Route[] {
  const { open } = access;
  const common = { path: '/api/session', tag: 'session', role: 'none' } as const;
  const stateOf = (actor: Actor | null): SessionState => ({
    open,
    signedIn: actor !== null,
    ...(actor && { role: actor.role, name: actor.name }),
  });
  return [
    route({
      ...common,
      id: 'read-session',
      method: 'get',
      summary: {
        zh: '当前登录状态、角色与密钥名称',
        en: 'Whether somebody is signed in, with role and name of the key',
      },
      answers: { 200: SessionState },
      handle: async ({ c }) => stateOf(open ? await access.identify(c) : await sessions.actorOf(c)),
    }),
    route({
      ...common,
      id: 'sign-in',
      method: 'post',
      summary: { zh: '用任一密钥登录，得到会话 Cookie', en: 'Exchange any key for a session cookie' },
      body: SessionRequest,
      maxBodyBytes: maxBytes,
      answers: { 200: SessionState },
      async handle({ body, c, audit }) {
        if (open) return stateOf(await access.identify(c));
        refuseOtherOrigins(c, []);
        const caller = access.callerOf(c);
        // Nobody guesses the 256 bits of a key that was made here: such a one is looked at however many wrong ones came before it.
        if (keyIdIn(body.key) === null) await takeTry(caller, 0);
        const actor = await keyring.holder(body.key, caller);
        if (actor === null) {
          await takeTry(caller);
          throw problem('UNAUTHORIZED');
        }
        await sessions.begin(c, actor);
        audit.actor = actor;
        return stateOf(actor);
      },
    }),
    route({
      ...common,
      id: 'sign-out',
      method: 'delete',
      summary: { zh: '退出登录', en: 'Sign out' },
      answers: { 200: SessionState },
      async handle({ c, audit }) {
        audit.actor = await sessions.actorOf(c);
        if (audit.actor !== null) refuseOtherOrigins(c, []);
        await sessions.end(c);
        return stateOf(open ? await access.identify(c) : null);
      },
    }),
  ];
}
