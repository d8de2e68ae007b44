import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type NianbaoClient } from '@nianbao/client';
import { afterAll, describe, expect, it } from 'vitest';
import { deliveredNames } from '../support/delivered-names.ts';
import { reportVariant } from '../support/report-variants.ts';
import { type StackProcess, startStackProcess } from '../support/stack-process.ts';

const count = 60;
const late = 10;
const home = mkdtempSync(join(tmpdir(), 'nianbao-paused-'));
let stack: StackProcess | undefined;
afterAll(async () => {
  await stack?.end('SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

describe('a batch', () => {
  it('paused in mid-way stays so when all is killed, and goes on when resumed: every document published once', async () => {
    stack = await startStackProcess(home);
    let client = createClient(stack);
    for (let n = 0; n < count / 2; n += 1) await send(client, 'held', n);
    await until(client, 'held', ({ published }) => published >= 5);
    const { pausedAt } = await client.pauseBatch('held');
    // However fast the first half was through, the second is held.
    for (let n = count / 2; n < count; n += 1) await send(client, 'held', n);
    for (let n = 0; n < late; n += 1) await send(client, 'other', count + n);
    await until(client, 'other', ({ published }) => published === late);
    await idle(client);
    const before = (await client.status({ batch: 'held' })).account;
    expect(before.inFlight).toBeGreaterThanOrEqual(count / 2);
    await stack.end('SIGKILL');

    stack = await startStackProcess(home);
    client = createClient(stack);
    for (let n = 0; n < late; n += 1) await send(client, 'later', count + late + n);
    await until(client, 'later', ({ published }) => published === late);
    await idle(client);
    const after = (await client.status({ batch: 'held' })).account;
    expect(after).toEqual(before);
    const batches = await client.batchProgress();
    expect(batches.find(({ batchId }) => batchId === 'held')).toMatchObject({ pausedAt, etaSeconds: null });

    await client.resumeBatch('held');
    await until(client, 'held', ({ inFlight }) => inFlight === 0);
    const total = count + 2 * late;
    expect((await client.status()).account).toEqual({
      ...{ uploaded: total, published: total },
      ...{ failed: 0, unsupported: 0, duplicate: 0, inFlight: 0 },
    });
    expect(await deliveredNames(stack.redisUrl, total)).toEqual(
      Array.from({ length: total }, (_, n) => reportVariant(n).name).sort(),
    );
  });

  it('is drained of a stage: its documents fail, are accounted for, and go on when retried', async () => {
    if (!stack) throw new Error('the test before this one starts it');
    const client = createClient(stack);
    const drained = 5;
    await client.pauseStage('segment');
    for (let n = 0; n < drained; n += 1) await send(client, 'drained', 1_000 + n);
    const waiting = async () =>
      (await client.status()).stages.find(({ stage }) => stage === 'segment')?.waiting ?? 0;
    await expect.poll(waiting, { timeout: 30_000 }).toBe(drained);
    expect(await client.drain('segment', { reason: 'another time' })).toEqual({ drained, left: 0 });
    await until(client, 'drained', ({ failed }) => failed === drained);
    expect((await client.failures({ batch: 'drained' })).groups).toMatchObject([
      { code: 'DRAINED', stage: 'segment', count: drained },
    ]);
    await client.resumeStage('segment');
    expect(await client.retry({ code: 'DRAINED', limit: 2 })).toEqual({ retried: 2, matched: drained });
    expect(await client.retry({ code: 'DRAINED' })).toEqual({ retried: 3, matched: 3 });
    await until(client, 'drained', ({ published }) => published === drained);
    expect((await client.failures({ batch: 'drained' })).groups).toEqual([]);
  });
});

async function send(client: NianbaoClient, batch: string, n: number): Promise<void> {
  const { name, text } = reportVariant(n);
  const bytes = Buffer.from(text);
  await client.upload({ bytes: bytes.length, open: () => bytes }, { batch, name });
}

/** What was in hand when the batch was paused may finish. */
async function idle(client: NianbaoClient) {
  const active = async () => (await client.status()).stages.reduce((sum, { active }) => sum + active, 0);
  await expect.poll(active, { timeout: 60_000, interval: 100 }).toBe(0);
}

type Account = Awaited<ReturnType<NianbaoClient['status']>>['account'];

async function until(client: NianbaoClient, batch: string, done: (account: Account) => boolean) {
  await expect
    .poll(async () => done((await client.status({ batch })).account), { timeout: 60_000, interval: 100 })
    .toBe(true);
}
