import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getProfile, type Profile } from '@nianbao/analysis';
import { consumeResults, createClient, type NianbaoClient } from '@nianbao/client';
import type { ReprocessRun, ReprocessState, Result } from '@nianbao/contracts';
import { type RunningStack, startLocalStack } from '@nianbao/local-stack';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { reportVariant } from '../support/report-variants.ts';

/** A thousand with NIANBAO_REPROCESS_REPORTS=1000; fewer show the same. */
const count = Number(process.env.NIANBAO_REPROCESS_REPORTS ?? 60);
/** Uploads that arrive in the midst of it. */
const later = 5;
/** However busy the machine is. */
const patienceMs = 60_000 + count * 400;
/** Every report has other leaflets; the changed lexicon forgets the activities. */
const [changedKey, genre] = ['publicity_sessions', 'rule-of-law-government'];
const profile: Profile = getProfile(genre);
const before = { version: profile.version, indicators: profile.indicators };

let dataDir: string;
let stack: RunningStack;
let client: NianbaoClient;
const received: Result[] = [];
let closeConsumer: () => Promise<void>;

beforeAll(
  async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'nianbao-reprocess-'));
    const { PATH, HOME, NIANBAO_CACHE } = process.env;
    const env = { PATH, HOME, NIANBAO_CACHE, MAINTENANCE_INTERVAL_MS: '200' };
    stack = await startLocalStack({ dataDir, log: 'silent', env });
    client = createClient(stack);
    const consumer = await consumeResults({
      redisUrl: stack.redisUrl,
      onResult: (result) => received.push(result),
    });
    closeConsumer = () => consumer.close();
    await upload('old', 0, count);
    await vi.waitUntil(async () => (await client.status()).account.published === count, {
      timeout: patienceMs,
      interval: 250,
    });
  },
  60_000 + 2 * patienceMs,
);
afterAll(async () => {
  Object.assign(profile, before);
  await closeConsumer?.();
  await stack?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function upload(batch: string, from: number, to: number): Promise<void> {
  for (let n = from; n < to; n += 1) {
    const { name, text } = reportVariant(n);
    const content = { open: () => Buffer.from(text), bytes: Buffer.byteLength(text) };
    await client.upload(content, { batch, name });
  }
}

/** What a deployment with other rules does: the running stages read by them from now on. */
function changeLexicon(): void {
  const indicators = before.indicators.filter(({ key }) => key !== changedKey);
  Object.assign(profile, { version: `${before.version}-changed`, indicators });
}

async function reached(runId: string, state: ReprocessState): Promise<ReprocessRun> {
  await expect
    .poll(async () => (await client.reprocessRun(runId)).state, { timeout: patienceMs, interval: 250 })
    .toBe(state);
  return client.reprocessRun(runId);
}

/** Which of a step took how long, for a run with many reports. */
async function timed<T>(step: string, work: Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const answer = await work;
  const seconds = (performance.now() - startedAt) / 1000;
  if (process.env.NIANBAO_REPROCESS_REPORTS)
    console.log(`${step}: ${count} reports in ${seconds.toFixed(1)} s`);
  return answer;
}

describe('reprocessing', { timeout: 4 * patienceMs }, () => {
  it('has nothing to do while every report was read by the rules of today', async () => {
    expect(await client.startReprocess()).toMatchObject({ documents: 0, state: 'done' });
  });

  it('shows the difference first and publishes it after a yes; convert does not run again', async () => {
    await expect.poll(() => received.length, { timeout: patienceMs }).toBe(count);
    const delivered = received.length;
    changeLexicon();
    const { runId, documents } = await client.startReprocess({ profile: genre });
    expect(documents).toBe(count);
    const [ready] = await Promise.all([
      timed('rehearsed', reached(runId, 'ready')),
      upload('new', count, count + later),
    ]);
    expect(ready).toMatchObject({ compared: count, changed: count, failed: 0, published: 0 });
    const { groups } = await client.reprocessChanges(runId);
    expect(groups).toMatchObject([
      { kind: 'indicator', key: changedKey, change: 'removed', reports: count, changes: count },
    ]);
    expect(groups[0]?.examples).toHaveLength(3);
    // Until the yes, nobody sees anything of it, but of what has arrived meanwhile: it goes before.
    await expect.poll(() => received.length, { timeout: patienceMs }).toBe(delivered + later);
    expect(received.slice(delivered).map(({ batchId }) => batchId)).toEqual(Array(later).fill('new'));
    const [first] = (await client.reprocessDocuments(runId, { limit: 1 })).documents;
    if (!first) throw new Error('a report changes');
    const old = (await client.document(first.documentId)).result;
    expect(old).toMatchObject({
      indicators: expect.arrayContaining([expect.objectContaining({ key: changedKey })]),
    });

    await client.publishReprocess(runId);
    expect(await timed('published', reached(runId, 'done'))).toMatchObject({ published: count });
    const revised = (await client.document(first.documentId)).result;
    expect(revised).toMatchObject({ kind: 'report', resultId: first.resultId });
    if (revised?.kind !== 'report') throw new Error('a report');
    expect(revised.indicators.map(({ key }) => key)).not.toContain(changedKey);
    expect(revised.timings.convert).toMatchObject({ reused: true });
    expect(revised.versions.profile).toBe(`${genre}@${before.version}-changed`);
    await expect.poll(() => received.length, { timeout: patienceMs }).toBe(delivered + later + count);
    const reread = received.slice(delivered + later).filter((result) => result.kind === 'report');
    expect(reread.every(({ timings }) => timings.convert?.reused)).toBe(true);
    expect((await client.status()).account).toMatchObject({
      published: count + later,
      inFlight: 0,
    });
    // All of them are of today now.
    expect(await client.startReprocess({ profile: genre })).toMatchObject({ documents: 0 });
  });

  it('publishes nothing of a run that was dropped, and says so when asked again', async () => {
    const delivered = received.length;
    Object.assign(profile, before, { version: `${before.version}-again` });
    const { runId } = await client.startReprocess({ place: '青河镇' });
    await reached(runId, 'ready');
    expect(await client.cancelReprocess(runId)).toMatchObject({ state: 'cancelled' });
    await expect(client.publishReprocess(runId)).rejects.toMatchObject({ status: 409, code: 'RUN_STATE' });
    expect(received).toHaveLength(delivered);
  });

  it('refuses a stage or a genre that there is not', async () => {
    await expect(client.startReprocess({ stage: 'extrakt' })).rejects.toMatchObject({ status: 400 });
    await expect(client.startReprocess({ profile: 'novel' })).rejects.toMatchObject({ status: 400 });
    await expect(client.reprocessRun('20260101-000000-abcdef')).rejects.toMatchObject({ status: 404 });
  });
});
