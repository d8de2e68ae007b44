import { AuditPage, SessionState } from '@nianbao/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  type GuardedServices,
  listKeys,
  type Sent,
  startGuardedServices,
} from '../support/guarded-services.ts';
import { readProblem } from '../support/http-bench.ts';

let house: GuardedServices;
beforeAll(async () => {
  house = await startGuardedServices();
});
afterAll(() => house.stop());

const call = (method: string, path: string, sent?: Sent) =>
  house.send(method, `${house.consoleUrl}${path}`, sent);
const get = async (path: string, key: string) =>
  (await call('GET', path, { key })).json() as Promise<unknown>;
const retry = (key: string, body: object, idempotencyKey: string) =>
  call('POST', '/api/retry', { key, body, headers: { 'idempotency-key': idempotencyKey } });
const codeOf = async (answer: Response) => (await readProblem(answer)).code;

async function audit(query = '') {
  return AuditPage.parse(await get(`/api/audit${query}`, house.keys.reader));
}

/** Signs in and returns the cookie. */
async function signIn(key: string): Promise<string> {
  const answer = await call('POST', '/api/session', { body: { key } });
  expect(answer.status).toBe(200);
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

describe('keys', () => {
  it('are shown once and kept as a hash', async () => {
    const { key, secret } = await house.createKey('reader', { name: '统计室' });
    expect(secret).toMatch(/^nb_[0-9a-f]{12}_[\w-]{43}$/);
    expect(secret.startsWith(key.prefix)).toBe(true);
    const listed = await call('GET', '/api/keys', { key: house.keys.admin });
    expect(await listed.text()).not.toContain(secret.slice(key.prefix.length));
    const stored = await house.bench.catalogue.activeKey(key.keyId);
    expect(stored?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(stored)).not.toContain(secret.slice(key.prefix.length));
    expect(house.bench.logged()).not.toContain(secret);
  });

  it('open the console and the intake, note their use, and are over when revoked', async () => {
    const { key, secret } = await house.createKey('uploader');
    const upload = () =>
      house.send('POST', `${house.intakeUrl}/uploads?batch=keys&name=a.txt`, { key: secret, body: '全文' });
    expect((await upload()).status).toBe(201);
    expect((await call('GET', '/api/status', { key: secret })).status).toBe(200);
    await vi.waitFor(async () => {
      const used = (await listKeys(house)).find(({ keyId }) => keyId === key.keyId);
      expect(used?.lastUsedAt).not.toBeNull();
    }, 10_000);
    const revoke = () => call('DELETE', `/api/keys/${key.keyId}`, { key: house.keys.admin });
    const first = (await (await revoke()).json()) as { revokedAt: string };
    expect(await (await revoke()).json()).toEqual(first);
    expect([
      (await upload()).status,
      await codeOf(await call('GET', '/api/status', { key: secret })),
    ]).toEqual([401, 'UNAUTHORIZED']);
    const unknown = await call('DELETE', '/api/keys/000000000000', { key: house.keys.admin });
    expect(await codeOf(unknown)).toBe('KEY_UNKNOWN');
  });

  it('are not opened by half of one', async () => {
    const [, id] = house.keys.admin.split('_');
    for (const key of [`nb_${id}_${'A'.repeat(43)}`, `nb_${id}_`, house.keys.admin.slice(0, -1), 'nb_', '']) {
      expect((await call('GET', '/api/keys', { headers: { 'x-api-key': key } })).status, key).toBe(401);
    }
  });

  it('end on their day', async () => {
    const soon = new Date(Date.now() + 4_000).toISOString();
    const { secret } = await house.createKey('reader', { expiresAt: soon });
    await vi.waitFor(async () => {
      expect((await call('GET', '/api/status', { key: secret })).status).toBe(401);
    }, 20_000);
    const past = { name: 'x', role: 'reader', expiresAt: '2020-01-01T00:00:00Z' };
    expect((await call('POST', '/api/keys', { key: house.keys.admin, body: past })).status).toBe(400);
  });
});

describe('sessions', () => {
  it('have the role and name of their key, and die with it', async () => {
    const { key, secret } = await house.createKey('reader', { name: '值班' });
    const cookie = await signIn(secret);
    const state = async () =>
      SessionState.parse(await (await call('GET', '/api/session', { headers: { cookie } })).json());
    expect(await state()).toEqual({ open: false, signedIn: true, role: 'reader', name: '值班' });
    const refused = await call('POST', '/api/retry', { headers: { cookie }, body: { all: true } });
    expect(await codeOf(refused)).toBe('ROLE_MISSING');
    const events = await call('GET', '/api/events', { headers: { cookie } });
    expect(events.status).toBe(200);
    await call('DELETE', `/api/keys/${key.keyId}`, { key: house.keys.admin });
    expect(await state()).toEqual({ open: false, signedIn: false });
    expect((await call('GET', '/api/batches', { headers: { cookie } })).status).toBe(401);
    // What was being watched ends at the next look.
    const reader = events.body?.getReader();
    while (!(await reader?.read())?.done);
  });

  it('are over when signed out, wherever the cookie went', async () => {
    const cookie = await signIn(house.keys.reader);
    const batches = () => call('GET', '/api/batches', { headers: { cookie } });
    expect((await batches()).status).toBe(200);
    const origin = 'https://elsewhere.example';
    for (const foreign of [{ origin }, { 'sec-fetch-site': 'cross-site' }])
      expect((await call('DELETE', '/api/session', { headers: { cookie, ...foreign } })).status).toBe(403);
    expect((await batches()).status).toBe(200);
    await call('DELETE', '/api/session', { headers: { cookie } });
    expect((await batches()).status).toBe(401);
  });

  it('cannot be begun from another site', async () => {
    const answer = await call('POST', '/api/session', {
      body: { key: house.keys.reader },
      headers: { origin: 'https://elsewhere.example' },
    });
    expect([await codeOf(answer), answer.headers.get('set-cookie')]).toEqual(['FORBIDDEN_ORIGIN', null]);
  });
});

describe('idempotency keys', () => {
  const body = { all: true };

  it('make a call once: the second gets the answer of the first', async () => {
    const { operator } = house.keys;
    const first = await (await retry(operator, body, 'once')).json();
    expect(first).toEqual({ retried: 1, matched: 1 });
    const again = await retry(operator, body, '"once"');
    expect([await again.json(), again.headers.get('idempotency-replayed')]).toEqual([first, 'true']);
    expect(await (await retry(operator, body, 'another')).json()).toEqual({ retried: 0, matched: 0 });
  });

  it('are one caller’s, for one request', async () => {
    const { operator, admin } = house.keys;
    await retry(operator, body, 'mine');
    const other = await retry(operator, { ...body, limit: 5 }, 'mine');
    expect([other.status, await codeOf(other)]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    expect((await retry(admin, { ...body, limit: 5 }, 'mine')).status).toBe(200);
    expect((await retry(operator, body, 'with space')).status).toBe(400);
  });

  it('let one of many through at a time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => retry(house.keys.operator, body, 'race')),
    );
    const fresh = answers.filter(
      ({ status, headers }) => status === 200 && !headers.has('idempotency-replayed'),
    );
    expect(fresh).toHaveLength(1);
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
  });

  it('give a failed call another chance', async () => {
    const { operator } = house.keys;
    expect((await retry(operator, {}, 'again')).status).toBe(400);
    expect((await retry(operator, {}, 'again')).status).toBe(400);
  });

  it('do not keep the secret of a new key', async () => {
    const headers = { 'idempotency-key': 'new-key' };
    const request = { key: house.keys.admin, body: { name: 'once', role: 'reader' }, headers };
    expect((await call('POST', '/api/keys', request)).status).toBe(201);
    expect(await codeOf(await call('POST', '/api/keys', request))).toBe('ANSWER_SHOWN_ONCE');
    expect((await listKeys(house)).filter(({ name }) => name === 'once')).toHaveLength(1);
  });
});

describe('the audit', () => {
  it('says who did what to which, and how it ended, refusals too', async () => {
    const { key } = await house.createKey('reader', { name: 'to be audited' });
    await call('DELETE', `/api/keys/${key.keyId}`, { key: house.keys.admin });
    await call('DELETE', `/api/keys/${key.keyId}`, { key: house.keys.operator });
    const { entries } = await audit('?limit=3');
    expect(entries).toMatchObject([
      { actorName: 'a operator', role: 'operator', action: 'revoke-key', status: 403 },
      { actorName: 'a admin', role: 'admin', action: 'revoke-key', target: key.keyId, status: 200 },
      {
        actorId: 'CONSOLE_API_KEY',
        action: 'create-key',
        target: key.keyId,
        status: 201,
        detail: { name: 'to be audited', role: 'reader' },
      },
    ]);
  });

  it('is filtered and paged', async () => {
    const all = await audit('?limit=1000');
    const found: unknown[] = [];
    let cursor = '';
    do {
      const page = await audit(`?limit=2${cursor && `&cursor=${cursor}`}`);
      found.push(...page.entries);
      cursor = page.nextCursor ?? '';
    } while (cursor !== '');
    expect(found).toEqual(all.entries);
    const { entries } = await audit('?action=create-key&actor=CONSOLE_API_KEY');
    expect(entries.length).toBeGreaterThan(4);
    expect(new Set(entries.map(({ action }) => action))).toEqual(new Set(['create-key']));
    expect((await audit('?to=2020-01-01T00:00:00Z')).entries).toEqual([]);
    expect((await call('GET', '/api/audit?cursor=nonsense', { key: house.keys.reader })).status).toBe(400);
  });

  it('is taken out whole, as CSV and as JSON', async () => {
    const query = '?action=create-key';
    const { entries } = await audit(query);
    const take = async (format: string) =>
      (await call('GET', `/api/audit/export${query}&format=${format}`, { key: house.keys.reader })).text();
    expect(JSON.parse(await take('json'))).toEqual(entries);
    const [heading = '', ...lines] = (await take('csv')).trimEnd().split('\r\n');
    expect(heading).toMatch(/auditId,at,actorId,/);
    expect(lines).toHaveLength(entries.length);
    const none = await call('GET', '/api/audit/export?to=2020-01-01T00:00:00Z&format=json', {
      key: house.keys.reader,
    });
    expect(await none.json()).toEqual([]);
  });

  it('counts alike uploads instead of listing them, and knows no secrets', async () => {
    for (const name of ['1.txt', '2.txt', '3.txt']) {
      const url = `${house.intakeUrl}/uploads?batch=folded&name=${name}`;
      await house.send('POST', url, { key: house.keys.uploader, body: name });
    }
    const { entries } = await audit('?action=upload-file&actor=a%20uploader');
    // An hour may begin between two of them.
    const folded = entries.filter(({ target }) => target === 'folded');
    expect(folded.length).toBeLessThan(3);
    expect(folded.reduce((sum, { count }) => sum + count, 0)).toBe(3);
    await signIn(house.keys.reader);
    const text = JSON.stringify((await audit('?limit=1000')).entries);
    expect(text).toContain('sign-in');
    for (const key of [house.bootstrap, ...Object.values(house.keys)]) expect(text).not.toContain(key);
  });
});

describe('the rate limit', () => {
  it('holds each key for itself over all consoles together, and says when to come back', async () => {
    const consoles = [house.secondConsole(60), house.secondConsole(60)];
    try {
      const ask = (key: string, n: number) =>
        consoles[n % 2]?.app.request('http://127.0.0.1/api/batches', {
          headers: { authorization: `Bearer ${key}` },
        });
      const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => ask(house.keys.reader, n)));
      const counted = (status: number) => answers.filter((answer) => answer?.status === status);
      // A burst of ten, and what comes in while they are asked: two consoles with a limit each would let twenty through.
      expect(counted(200).length).toBeGreaterThan(9);
      expect(counted(200).length).toBeLessThan(18);
      expect(Number(counted(429)[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await ask(house.keys.operator, 0))?.status).toBe(200);
    } finally {
      await Promise.all(consoles.map((each) => each.stop()));
    }
  });

  it('of wrong keys at the sign-in holds each address for itself, at all consoles', async () => {
    const consoles = [house.secondConsole(0), house.secondConsole(0)];
    const signIn = async (n: number, key: string, from: string) =>
      (
        await consoles[n % 2]?.app.request('http://127.0.0.1/api/session', {
          method: 'POST',
          headers: { 'x-forwarded-for': `198.51.100.${n}, ${from}` },
          body: JSON.stringify({ key }),
        })
      )?.status;
    const statuses: unknown[] = [];
    // Behind one proxy, what a caller claims to have come through counts for nothing; nor does the second half of an IPv6 address.
    for (let n = 0; n < 30; n += 1)
      statuses.push(await signIn(n, `a wrong key, number ${n}`, `2001:db8:5::${n}`));
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(401));
    expect(statuses.at(-1)).toBe(429);
    expect(await signIn(0, house.bootstrap, '2001:db8:5::ffff')).toBe(429);
    // A key that was made here is beyond guessing: its holder gets in from beside the stranger, the others from elsewhere.
    expect(await signIn(0, house.keys.reader, '2001:db8:5::ffff')).toBe(200);
    expect(await signIn(0, house.bootstrap, '203.0.113.9')).toBe(200);
    await Promise.all(consoles.map((each) => each.stop()));
  });
});
