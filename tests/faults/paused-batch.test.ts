import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consumeResults, createClient, type NianbaoClient } from '@nianbao/client';
import { afterAll, describe, expect, it } from 'vitest';
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

describe('a batch paused in mid-way', () => {
  it('stays so when all is killed, and goes on when resumed: every document published once', async () => {
    stack = await startStackProcess(home);
    let client = createClient(stack);
    for (let n = 0; n < count; n += 1) await send(client, 'held', n);
    await until(client, 'held', ({ published }) => published >= 5);
    const { pausedAt } = await client.pauseBatch('held');
    for (let n = 0; n < late; n += 1) await send(client, 'other', count + n);
    await until(client, 'other', ({ published }) => published === late);
    const before = (await client.status({ batch: 'held' })).account;
    expect(before.inFlight).toBeGreaterThan(0);
    await stack.end('SIGKILL');

    stack = await startStackProcess(home);
    client = createClient(stack);
    for (let n = 0; n < late; n += 1) await send(client, 'later', count + late + n);
    await until(client, 'later', ({ published }) => published === late);
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
    expect(await deliveries(stack)).toEqual(
      Array.from({ length: total }, (_, n) => reportVariant(n).name).sort(),
    );
  });
});

async function send(client: NianbaoClient, batch: string, n: number): Promise<void> {
  const { name, text } = reportVariant(n);
  const bytes = Buffer.from(text);
  await client.upload({ bytes: bytes.length, open: () => bytes }, { batch, name });
}

type Account = Awaited<ReturnType<NianbaoClient['status']>>['account'];

async function until(client: NianbaoClient, batch: string, done: (account: Account) => boolean) {
  await expect
    .poll(async () => done((await client.status({ batch })).account), { timeout: 60_000, interval: 100 })
    .toBe(true);
}

/** Names of all results on the queue, each as often as it is delivered; a second is long enough for a late one. */
async function deliveries({ redisUrl }: StackProcess): Promise<string[]> {
  const names: string[] = [];
  const onResult = ({ source }: { source: { name: string } }) => names.push(source.name);
  const consumer = await consumeResults({ redisUrl, name: 'test', onResult });
  for (let seen = -1; seen !== names.length; ) {
    seen = names.length;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  await consumer.close();
  return names.sort();
}
