import { randomUUID } from 'node:crypto';
import type { NewAuditEntry } from '@nianbao/catalogue';
import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../support/catalogue-backends.ts';

const hash = 'f'.repeat(64);
const inAnHour = () => new Date(Date.now() + 3_600_000);
const keyOf = (keyId: string, more: object = {}) => ({
  keyId,
  name: '统计室\0',
  role: 'reader' as const,
  hash,
  createdBy: 'test',
  expiresAt: null,
  ...more,
});
/** Nothing empties these tables between tests: each test has names of its own. */
const hexId = () => randomUUID().replaceAll('-', '').slice(0, 12);

await describeOnBothDatabases('access records', ({ catalogue, rival }) => {
  it('keep keys until they are revoked or over', async () => {
    const [lasting, over] = [hexId(), hexId()];
    const added = await catalogue().addKey(keyOf(lasting, { expiresAt: inAnHour() }));
    expect(added).toMatchObject({ keyId: lasting, prefix: `nb_${lasting}_`, name: '统计室\uFFFD' });
    expect(JSON.stringify(added)).not.toContain(hash);
    await catalogue().addKey(keyOf(over, { expiresAt: new Date(Date.now() - 1) }));
    expect(await catalogue().activeKey(lasting)).toMatchObject({ keyId: lasting, role: 'reader', hash });
    expect(await catalogue().activeKey(over)).toBeNull();
    const revoked = await catalogue().revokeKey(lasting);
    expect(revoked?.revokedAt).not.toBeNull();
    expect(await rival().activeKey(lasting)).toBeNull();
    expect(await catalogue().revokeKey(lasting)).toEqual(revoked);
    expect(await catalogue().revokeKey(hexId())).toBeNull();
  });

  it('note the use of a key once a minute', async () => {
    const keyId = hexId();
    await catalogue().addKey(keyOf(keyId));
    const lastUsed = async () => (await catalogue().keys()).find((key) => key.keyId === keyId)?.lastUsedAt;
    expect(await lastUsed()).toBeNull();
    await catalogue().touchKey(keyId);
    const first = await lastUsed();
    expect(first).toEqual(expect.any(String));
    await catalogue().touchKey(keyId);
    expect(await lastUsed()).toBe(first);
  });

  it('end sessions with their time, their key, or by themselves', async () => {
    const keyId = hexId();
    await catalogue().addKey(keyOf(keyId));
    const [one, two, over] = [randomUUID(), randomUUID(), randomUUID()];
    await catalogue().addSession(one, keyId, inAnHour());
    await catalogue().addSession(two, keyId, inAnHour());
    await catalogue().addSession(over, keyId, new Date(Date.now() - 1));
    await catalogue().forgetExpired();
    const alive = async () => Promise.all([one, two, over].map((token) => rival().sessionKey(token)));
    expect(await alive()).toEqual([keyId, keyId, null]);
    await catalogue().endSession(one);
    expect(await alive()).toEqual([null, keyId, null]);
    await catalogue().revokeKey(keyId);
    expect(await alive()).toEqual([null, null, null]);
  });

  it('fold alike entries, and page the rest newest first', async () => {
    const actorId = hexId();
    const entry = (target: string, fold: string | null): NewAuditEntry => ({
      actorId,
      actorName: 'a\0b',
      role: 'operator',
      action: 'retry-failures',
      target,
      status: 200,
      detail: { name: '\ud800' },
      fold,
    });
    await Promise.all(Array.from({ length: 5 }, () => rival().addAuditEntry(entry('folded', actorId))));
    for (const target of ['1', '2', '3']) await catalogue().addAuditEntry(entry(target, null));
    const first = await catalogue().audit({ actor: actorId, limit: 2 });
    expect(first.entries.map(({ target }) => target)).toEqual(['3', '2']);
    const rest = await catalogue().audit({ actor: actorId, limit: 2, cursor: first.nextCursor ?? '' });
    expect(rest.entries).toMatchObject([
      { target: '1', count: 1, actorName: 'a\uFFFDb', detail: { name: '\uFFFD' } },
      { target: 'folded', count: 5 },
    ]);
    expect(rest.nextCursor).toBeNull();
    await expect(catalogue().audit({ limit: 2, cursor: 'nonsense' })).rejects.toThrow(RangeError);
    expect(await catalogue().pruneAudit(1)).toBe(0);
    expect(await catalogue().pruneAudit(0)).toBeGreaterThanOrEqual(4);
    expect((await catalogue().audit({ actor: actorId, limit: 2 })).entries).toEqual([]);
  });

  it('let one of many claim a call', async () => {
    const key = randomUUID();
    const claims = await Promise.all(
      Array.from({ length: 10 }, (_, n) => (n % 2 ? catalogue() : rival()).claimCall(key, 'asked')),
    );
    expect(claims.filter(({ state }) => state === 'new')).toHaveLength(1);
    expect(claims.filter(({ state }) => state === 'running')).toHaveLength(9);
    await catalogue().answerCall(key, 201, '{}');
    const answered = { state: 'answered', requestHash: 'asked', status: 201, body: '{}' };
    expect(await rival().claimCall(key, 'something else')).toEqual(answered);
    await catalogue().releaseCall(key);
    expect(await rival().claimCall(key, 'asked')).toEqual({ state: 'new' });
  });

  it('outlive a rebuild', async () => {
    const keyId = hexId();
    await catalogue().addKey(keyOf(keyId));
    await catalogue().refill(async () => {});
    expect(await catalogue().activeKey(keyId)).not.toBeNull();
  });
});
