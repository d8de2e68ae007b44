import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type NianbaoClient } from '@nianbao/client';
import { type Account, ExportManifest } from '@nianbao/contracts';
import { createFsStore } from '@nianbao/object-store';
import { afterAll, describe, expect, it } from 'vitest';
import { deliveredNames } from '../support/delivered-names.ts';
import { reportVariant } from '../support/report-variants.ts';
import { type StackProcess, startStackProcess } from '../support/stack-process.ts';

const count = 80;
const held = 20;
const lanes = 4;
const home = mkdtempSync(join(tmpdir(), 'nianbao-stopped-'));
let stack: StackProcess | undefined;
afterAll(async () => {
  await stack?.end('SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

describe.skipIf(process.platform !== 'linux')('nianbao up', { timeout: 300_000 }, () => {
  it('killed in mid-batch goes on where it was: nothing lost, nothing published twice', async () => {
    stack = await startStackProcess(home);
    const client = createClient(stack);
    await upload(client, 0, count - held);
    await until(client, ({ published }) => published >= 10);
    // However fast the others are through, these are on their way when all is killed.
    await client.pauseStage('review');
    await upload(client, count - held, count);
    expect((await client.status()).account.inFlight).toBeGreaterThanOrEqual(held);
    await client.resumeStage('review');
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
    expect(await deliveredNames(stack.redisUrl, count)).toEqual(
      Array.from({ length: count }, (_, n) => reportVariant(n).name).sort(),
    );
  });

  let half: Map<string, string>;
  it('killed while it exports starts again and has it all', async () => {
    if (!stack) throw new Error('the test before this one starts it');
    const client = createClient(stack);
    await client.createExportSchedule({ name: 'weekly', cron: '0 3 * * 1', request: { format: 'csv' } });
    await client.runExportSchedule('weekly');
    await expect
      .poll(async () => (await client.exportSchedules())[0]?.lastRun?.outcome, {
        timeout: 20_000,
        interval: 2,
      })
      .toBe('running');
    await endedWithAllBelow(stack, 'SIGKILL');
    half = await exported();
    expect([...half.keys()].filter((key) => key.endsWith('manifest.json'))).toEqual([]);
    stack = await startStackProcess(home);
    const { account } = await createClient(stack).status();
    expect(account).toMatchObject({ uploaded: count, published: count });
    expect(await deliveredNames(stack.redisUrl)).toEqual([]);
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

  it('completes the export that was broken off, in its own place', async () => {
    stack = await startStackProcess(home);
    const client = createClient(stack);
    await expect
      .poll(async () => (await client.exportSchedules())[0]?.lastRun?.outcome, { timeout: 90_000 })
      .toBe('done');
    const whole = await exported();
    const [key = ''] = [...whole.keys()].filter((name) => name.endsWith('manifest.json'));
    const { files } = ExportManifest.parse(JSON.parse(whole.get(key) ?? ''));
    expect([...whole.keys()].sort()).toEqual(
      [key, ...files.map(({ name }) => key.replace('manifest.json', name))].sort(),
    );
    for (const { name, sha256 } of files)
      expect(hashOf(whole.get(key.replace('manifest.json', name))), name).toBe(sha256);
    // What stood there after the kill was no half of a file: 80 reports, the heading, and the end of the last line.
    for (const [name, text] of half)
      if (name.endsWith('/reports.csv')) expect(text.split('\r\n')).toHaveLength(count + 2);
  });
});

/** The objects of scheduled exports by key. */
async function exported(): Promise<Map<string, string>> {
  const store = createFsStore({ root: join(home, 'store') });
  const found = new Map<string, string>();
  for await (const { key } of store.list('exports/'))
    found.set(key, Buffer.from(await store.getBytes(key)).toString());
  return found;
}

function hashOf(text = ''): string {
  return createHash('sha256').update(text).digest('hex');
}

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

async function upload(client: NianbaoClient, from: number, to: number): Promise<void> {
  const lane = async (first: number) => {
    for (let n = first; n < to; n += lanes) await send(client, 'stopped', n);
  };
  await Promise.all(Array.from({ length: lanes }, (_, n) => lane(from + n)));
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

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}
