import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consumeResults, createClient, type NianbaoClient } from '@nianbao/client';
import type { Account } from '@nianbao/contracts';
import { afterAll, describe, expect, it } from 'vitest';
import { reportVariant } from '../support/report-variants.ts';
import { type StackProcess, startStackProcess } from '../support/stack-process.ts';

const count = 80;
const home = mkdtempSync(join(tmpdir(), 'nianbao-stopped-'));
let stack: StackProcess | undefined;
afterAll(async () => {
  await stack?.end('SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

describe.skipIf(process.platform !== 'linux')('nianbao up', () => {
  it('killed in mid-batch goes on where it was: nothing lost, nothing published twice', async () => {
    stack = await startStackProcess(home);
    const client = createClient(stack);
    await Promise.all(Array.from({ length: 4 }, (_, lane) => upload(client, lane, 4)));
    const before = await until(client, ({ published }) => published >= 10);
    expect(before.inFlight).toBeGreaterThan(10);
    await endedWithAllBelow(stack, 'SIGKILL');

    stack = await startStackProcess(home);
    const after = await until(createClient(stack), ({ inFlight }) => inFlight === 0);
    expect(after).toEqual({
      uploaded: count,
      published: count,
      failed: 0,
      unsupported: 0,
      duplicate: 0,
      inFlight: 0,
    });
    expect(await deliveries(stack)).toEqual(
      Array.from({ length: count }, (_, n) => reportVariant(n).name).sort(),
    );
  });

  it('killed while it is idle starts again and has it all', async () => {
    if (!stack) throw new Error('the test before this one starts it');
    await endedWithAllBelow(stack, 'SIGKILL');
    stack = await startStackProcess(home);
    const { account } = await createClient(stack).status();
    expect(account).toMatchObject({ uploaded: count, published: count });
    expect(await deliveries(stack)).toEqual([]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends on %s with nothing left behind', async (signal) => {
    if (!stack || existsSync(`/proc/${stack.pid}`) === false) stack = await startStackProcess(home);
    const client = createClient(stack);
    // While documents are being read: converters run.
    for (let n = 0; n < 8; n += 1) await send(client, `late ${signal}`, 1_000 + n + signal.length * 100);
    const { code } = await endedWithAllBelow(stack, signal);
    expect([0, 130]).toContain(code);
    expect(existsSync(join(home, 'run.json'))).toBe(false);
  });
});

/** Ends the stack, and expects Redis and the converters to follow it soon. */
async function endedWithAllBelow(running: StackProcess, signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL') {
  const below = running.descendants();
  const programs = below.map(commandOf);
  expect(programs.filter((command) => /redis-server|valkey-server/.test(command)).length).toBe(1);
  const ended = await running.end(signal);
  // By their ids, and by the folder, which the watcher beside Redis names.
  const left = () => [
    ...below.filter((pid, n) => commandOf(pid) === programs[n]),
    ...readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && commandOf(Number(pid)).includes(home)),
  ];
  await expect.poll(() => left().map((pid) => commandOf(Number(pid))), { timeout: 20_000 }).toEqual([]);
  return ended;
}

async function upload(client: NianbaoClient, from: number, step: number): Promise<void> {
  for (let n = from; n < count; n += step) await send(client, 'stopped', n);
}

async function send(client: NianbaoClient, batch: string, n: number): Promise<void> {
  const { name, text } = reportVariant(n);
  const bytes = Buffer.from(text);
  await client.upload({ bytes: bytes.length, open: () => bytes }, { batch, name });
}

async function until(client: NianbaoClient, done: (account: Account) => boolean): Promise<Account> {
  for (let tries = 0; ; tries += 1) {
    const { account } = await client.status();
    if (done(account)) return account;
    if (tries > 1_000 || (account.uploaded === count && account.inFlight === 0))
      throw new Error(`not done: ${JSON.stringify(account)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Names of all results waiting on the queue, each as often as it is delivered; a second is long enough for a late one. */
async function deliveries({ redisUrl }: StackProcess): Promise<string[]> {
  const names: string[] = [];
  const onResult = ({ source }: { source: { name: string } }) => names.push(source.name);
  // A name of its own, so that nothing is left out for having been handled before.
  const consumer = await consumeResults({ redisUrl, name: `test-${Date.now()}`, onResult });
  for (let seen = -1; seen !== names.length; ) {
    seen = names.length;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  await consumer.close();
  return names.sort();
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}
