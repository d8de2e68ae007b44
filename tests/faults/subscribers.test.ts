import { randomBytes } from 'node:crypto';
import { consumeResults, type ResultsConsumer } from '@nianbao/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleReport, sampleUpload } from '../support/catalogue-samples.ts';
import { type DeliverBench, startDeliverBench } from '../support/deliver-bench.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

/** The acceptance of deliveries is run with 2000. */
const count = Number(process.env.NIANBAO_FAULT_DOCUMENTS || 200);
const secret = `whsec_${randomBytes(24).toString('base64')}`;
const reports = Array.from({ length: count }, (_, n) => {
  const publishedAt = new Date(Date.UTC(2026, 2, 1) + n).toISOString();
  return sampleReport(sampleUpload(`${n}.docx`), { publishedAt });
});
const wanted = reports.map(({ resultId }) => resultId).sort();

let bench: DeliverBench;
let receiver: WebhookReceiver;
let consumer: ResultsConsumer;
const consumed: string[] = [];
const thrown = new Set<string>();

beforeAll(async () => {
  bench = await startDeliverBench();
  receiver = await startWebhookReceiver(() => [secret]);
  receiver.behave('/dead', () => {});
  receiver.slow('/slow', 60);
  await bench.serve({ WEBHOOK_TIMEOUT_MS: '2000', WEBHOOK_ATTEMPTS: '12', WEBHOOK_BACKOFF_MS: '2000' });
  for (const name of ['dead', 'slow', 'good'])
    await bench.subscribe({ name, target: { kind: 'webhook', url: `${receiver.url}/${name}` } }, [secret]);
  consumer = await consumeResults({
    connection: bench.pipeline.redis,
    onResult({ resultId }) {
      // Every tenth is refused once.
      if (Number.parseInt(resultId.slice(0, 4), 16) % 10 === 0 && !thrown.has(resultId)) {
        thrown.add(resultId);
        throw new Error('not now');
      }
      consumed.push(resultId);
    },
    concurrency: 4,
  });
}, 240_000);
afterAll(async () => {
  await consumer?.close();
  await bench?.stop();
  await receiver?.stop();
});

/** What an endpoint has handled: an attempt whose answer came too late is made again, under the same id. */
const at = (path: string) => [
  ...new Set(receiver.received.filter((each) => each.path === path).map(({ id }) => id)),
];

describe(`a dead, a slow and a good subscriber of ${count} results`, () => {
  it('hinder neither each other nor the publisher', async () => {
    const startedAt = Date.now();
    await bench.publish(...reports);
    const publishedMs = Date.now() - startedAt;
    await expect.poll(() => at('/good').length, { timeout: 120_000, interval: 50 }).toBe(count);
    const goodMs = Date.now() - startedAt;
    expect(at('/dead')).toEqual([]);
    expect(at('/good').sort()).toEqual(wanted);
    console.info(`published in ${publishedMs} ms; the good subscriber had all after ${goodMs} ms`);
  });

  it('have everything exactly once in the end', async () => {
    expect(await bench.catalogue.subscription('dead')).toMatchObject({ delivered: 0, dead: 0 });
    const backAt = Date.now();
    receiver.behave('/dead', undefined);
    await expect.poll(() => at('/dead').length, { timeout: 120_000 }).toBe(count);
    console.info(`the dead one had all ${Date.now() - backAt} ms after its recovery`);
    await expect.poll(() => at('/slow').length, { timeout: 120_000 }).toBe(count);
    const last = (path: string) => receiver.received.findLastIndex((each) => each.path === path);
    expect(last('/good'), 'the good one need not wait for the slow one').toBeLessThan(last('/slow'));
    await expect.poll(() => consumed.length, { timeout: 120_000 }).toBe(count);
    for (const got of [at('/dead'), at('/slow'), at('/good'), consumed])
      expect(got.toSorted()).toEqual(wanted);
    expect(thrown.size).toBeGreaterThan(0);
    for (const name of ['dead', 'slow', 'good', 'results'])
      await expect
        .poll(() => bench.catalogue.subscription(name), { timeout: 20_000 })
        .toMatchObject({ delivered: count, pending: 0, sent: 0, dead: 0, lagSeconds: 0 });
  });
});
