import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Webhook } from 'standardwebhooks';
import { afterAll, expect, it } from 'vitest';
import { sampleAt, samplePayloads } from '../../packages/contracts/test/sample-payloads.ts';

const script = fileURLToPath(
  new URL('../../packages/client/examples/python/receive_webhooks.py', import.meta.url),
);
const secret = `whsec_${Buffer.from('a secret of the tests, 32 bytes!').toString('base64')}`;
const folder = mkdtempSync(join(tmpdir(), 'nianbao-python-'));
const out = join(folder, 'events.ndjson');
let child: ChildProcess | undefined;
afterAll(async () => {
  await end();
  rmSync(folder, { recursive: true });
});

function hasPython(): boolean {
  try {
    // removeprefix came with 3.9.
    execFileSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('\n*** SKIPPED: no python3 (3.9 or newer) to run the Python receiver.\n');
    return false;
  }
}

async function start(): Promise<string> {
  child = spawn('python3', [script], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, WEBHOOK_SECRET: secret, OUT: out, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  return /http:\S+/.exec(said.toString())?.[0] ?? '';
}

async function end(): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function post(
  url: string,
  id: string,
  payload: unknown,
  { age = 0, alter = '' } = {},
): Promise<number> {
  const body = JSON.stringify(payload);
  const at = new Date(Date.now() - age * 1000);
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': `v1,b3RoZXI= ${new Webhook(secret).sign(id, at, body)}`,
  };
  const answer = await fetch(url, { method: 'POST', headers, body: body + alter });
  await answer.text();
  return answer.status;
}

const ids = () =>
  readFileSync(out, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).id);

it('the Python receiver takes what is signed and by the schema, once each, after a restart too', async ({
  skip,
}) => {
  if (!hasPython()) return skip('no python3');
  let url = await start();
  const events = samplePayloads.filter(({ schema }) => schema === 'webhook-event');
  expect(events).toHaveLength(3);
  for (const { path, value } of events) expect(await post(url, path, value), path).toBe(204);
  const results = ['1.2/webhook-event.failed.json', '1.2/webhook-event.reference.json'];
  expect(ids()).toEqual(results);

  const [path = ''] = results;
  expect(await post(url, 'altered', sampleAt(path), { alter: ' ' })).toBe(401);
  expect(await post(url, 'old', sampleAt(path), { age: 600 })).toBe(401);
  for (const field of ['resultId', 'resultKey', 'result']) {
    const event = sampleAt(path) as { data: Record<string, unknown> };
    delete event.data[field];
    expect(await post(url, `without ${field}`, event), field).toBe(422);
  }
  const future = sampleAt(path) as { data: { result: { schemaVersion: number } } };
  future.data.result.schemaVersion = 2;
  expect(await post(url, 'future', future)).toBe(422);

  await end();
  url = await start();
  expect(await post(url, path, sampleAt(path))).toBe(204);
  const whole = { type: 'report.published', timestamp: '2026-11-22T05:20:00.000Z' };
  expect(await post(url, 'whole', { ...whole, data: sampleAt('1.2/result-message.published.json') })).toBe(
    204,
  );
  expect(ids()).toEqual([...results, 'whole']);
}, 60_000);
