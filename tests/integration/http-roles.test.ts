import { type RequiredRole, Role } from '@nianbao/contracts';
import { changes } from '@nianbao/http-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressOf } from '../support/example-calls.ts';
import { type GuardedServices, startGuardedServices } from '../support/guarded-services.ts';
import { readProblem } from '../support/http-bench.ts';

/** Who may make calls that ask for this, in so many words; the services have it from `mayCall`. */
const allowed: Record<RequiredRole, readonly (Role | 'nobody')[]> = {
  none: ['nobody', 'uploader', 'reader', 'operator', 'admin'],
  any: ['uploader', 'reader', 'operator', 'admin'],
  uploader: ['uploader', 'operator', 'admin'],
  reader: ['reader', 'operator', 'admin'],
  operator: ['operator', 'admin'],
  admin: ['admin'],
};
/** The only calls without a key: signing in, what describes the API, and the store's events, which have a secret of their own. */
const keyless = [
  'read-session',
  'sign-in',
  'sign-out',
  'read-openapi',
  'read-reference',
  'read-reference-style',
  'take-store-events',
];
const callers = ['nobody', ...Role.options] as const;

let house: GuardedServices;
beforeAll(async () => {
  house = await startGuardedServices();
});
afterAll(() => house.stop());

describe('every route', () => {
  it('lets in whom it may and nobody else', async () => {
    const wrong: string[] = [];
    let calls = 0;
    for (const { base, routes } of house.services) {
      for (const route of routes) {
        for (const caller of callers) {
          const key = caller === 'nobody' ? {} : { key: house.keys[caller] };
          const body = route.method === 'get' ? {} : { body: {} };
          const address = `${base}${addressOf(route, { params: { stage: 'ocr', batch: 'none' } })}`;
          const answer = await house.send(route.method.toUpperCase(), address, { ...key, ...body });
          await answer.body?.cancel();
          const refusal = caller === 'nobody' ? 401 : 403;
          // Two calls without a role check a secret in the body or the header.
          const refused = answer.status === refusal && !keyless.includes(route.id);
          if (refused === allowed[route.role].includes(caller))
            wrong.push(`${route.id} as ${caller}: ${answer.status}`);
          calls += 1;
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(calls).toBeGreaterThan(150);
  });

  it('asks for a key, but for those that are meant to go without', () => {
    const all = house.services.flatMap(({ routes }) => routes);
    const open = all.filter(({ role }) => role === 'none').map(({ id }) => id);
    expect([...new Set(open)].sort()).toEqual([...keyless].sort());
  });

  it('changes nothing for readers', () => {
    const all = house.services.flatMap(({ routes }) => routes);
    const changing = all.filter((route) => changes(route) && !keyless.includes(route.id));
    expect(changing.length).toBeGreaterThan(10);
    expect(changing.filter(({ role }) => role === 'reader' || role === 'any').map(({ id }) => id)).toEqual(
      [],
    );
  });

  it('says which role is missing', async () => {
    const { keys, consoleUrl, send } = house;
    const answer = await send('POST', `${consoleUrl}/api/retry`, { key: keys.reader, body: { all: true } });
    expect(await readProblem(answer)).toMatchObject({
      code: 'ROLE_MISSING',
      detail: 'role reader; needed: operator',
    });
  });
});
