import {
  consumeResults,
  createClient,
  type NianbaoClient,
  readWebhook,
  WebhookSignatureError,
} from '@nianbao/client';
import { serveHttp } from '@nianbao/service-kit/http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sampleReport, sampleUpload } from '../support/catalogue-samples.ts';
import { type DeliverBench, secretsKey, startDeliverBench } from '../support/deliver-bench.ts';
import { sampleConsole } from '../support/sample-console.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

const settings = { open: true, requestsPerMinute: 0 };
let bench: DeliverBench;
let receiver: WebhookReceiver;
let client: NianbaoClient;
let server: { url: string; stop(): Promise<void> };
let secrets: string[] = [];

beforeAll(async () => {
  bench = await startDeliverBench();
  await bench.serve();
  receiver = await startWebhookReceiver(() => secrets);
  const webhooks = { secretsKey, allowHttp: true, allowPrivate: true };
  const { app } = sampleConsole({ ...bench, webhooks }, settings);
  server = await serveHttp(app, { host: '127.0.0.1', port: 0 });
  client = createClient({ intakeUrl: server.url, apiUrl: server.url, retries: 0 });
}, 240_000);
afterAll(async () => {
  await server?.stop();
  await bench?.stop();
  await receiver?.stop();
});
beforeEach(async () => {
  for (const { name, builtIn } of await client.subscriptions())
    if (!builtIn) await client.deleteSubscription(name);
  receiver.received.length = 0;
});

const hook = () => ({ kind: 'webhook' as const, url: `${receiver.url}/hook` });

describe('subscriptions over HTTP', () => {
  it('are made, changed, tested, given a new secret, replayed and deleted', async () => {
    const { secret, subscription } = await client.createSubscription({ name: 'office', target: hook() });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(subscription).toMatchObject({
      state: 'active',
      payload: 'full',
      filter: {},
      secrets: [{ expiresAt: null }],
    });
    secrets = [secret ?? ''];
    expect(await client.testSubscription('office')).toEqual({ outcome: 'delivered', detail: 'HTTP 204' });

    const { secret: next } = await client.rotateSecret('office', { overlapHours: 1 });
    const one = sampleReport(sampleUpload('a.docx'));
    await bench.publish(one);
    await expect.poll(() => receiver.received.length, { timeout: 10_000 }).toBe(2);
    secrets = [next];
    expect(await client.testSubscription('office')).toMatchObject({ outcome: 'delivered' });
    await client.rotateSecret('office', { overlapHours: 0 });
    expect(await client.testSubscription('office')).toEqual({ outcome: 'failed', detail: 'HTTP 401' });

    await client.changeSubscription('office', { state: 'paused', filter: { yearFrom: 2020 } });
    expect(await client.replay('office', { filter: { place: '青川' } })).toEqual({ replayed: 1 });
    expect(await client.subscription('office')).toMatchObject({
      state: 'paused',
      pending: 1,
      filter: { yearFrom: 2020 },
    });
    expect((await client.deliveries('office', { state: 'pending' })).deliveries).toMatchObject([
      { resultId: one.resultId, replay: 1, event: 'report.published' },
    ]);
    expect(await client.deleteSubscription('office')).toEqual({ deleted: 'office' });
    await expect(client.subscription('office')).rejects.toMatchObject({
      status: 404,
      code: 'SUBSCRIPTION_UNKNOWN',
    });
    const kept = JSON.stringify(await bench.catalogue.receivers());
    expect(kept).not.toContain('whsec_');
  });

  it('are queues too: a test waits for whoever consumes them', async () => {
    await client.createSubscription({ name: 'archive', target: { kind: 'queue', queue: 'archive' } });
    const waiting = client.testSubscription('archive');
    const tests: string[] = [];
    const consumer = await consumeResults({
      connection: bench.pipeline.redis,
      queue: 'archive',
      onResult: () => {},
      onTest: ({ subscription }) => tests.push(subscription),
    });
    expect(await waiting).toMatchObject({ outcome: 'delivered' });
    expect(tests).toEqual(['archive']);
    await consumer.close();
  });

  it('that stopped by themselves are an alert with the reason, until they are resumed', async () => {
    await client.createSubscription({ name: 'office', target: hook() });
    const limits = { gone: false, disableAfterMs: 0, disableAttempts: 2 };
    const fail = () => bench.catalogue.noteFailure('office', 'HTTP 500', limits);
    expect([await fail(), await fail(), await fail()]).toEqual([false, true, false]);
    const alert = {
      code: 'subscription-disabled',
      severity: 'error',
      subscription: 'office',
      reason: 'failing',
    };
    const alerts = async () => (await client.overview()).alerts;
    await expect.poll(alerts, { timeout: 5_000 }).toContainEqual(expect.objectContaining(alert));
    await client.changeSubscription('office', { state: 'active' });
    expect(await client.subscription('office')).toMatchObject({
      state: 'active',
      disabledReason: null,
      failingSince: null,
    });
    await expect.poll(alerts, { timeout: 5_000 }).not.toContainEqual(expect.objectContaining(alert));
  });

  it.each<[string, object, RegExp]>([
    ['a word that is no condition', { filter: { region: 'x' } }, /region/],
    ['an unknown finding', { filter: { findings: ['nonsense'] } }, /findings/],
    ['an unknown event', { filter: { events: ['report'] } }, /report\.published/],
    [
      'an unknown genre',
      { filter: { profiles: ['novel'] } },
      /"novel" is not one of .*rule-of-law-government/,
    ],
    ['years the wrong way round', { filter: { yearFrom: 2025, yearTo: 2020 } }, /yearFrom is after yearTo/],
    ['no address', { target: { kind: 'webhook', url: 'ftp://example.org' } }, /https/],
    [
      'a password in the address',
      { target: { kind: 'webhook', url: 'https://a:b@example.org' } },
      /password/,
    ],
    ['a queue of the pipeline', { target: { kind: 'queue', queue: 'convert' } }, /belongs to the pipeline/],
  ])('are refused with %s', async (_, wrong, detail) => {
    const wanted = { name: 'bad', target: hook(), ...wrong };
    const error = await client.createSubscription(wanted as never).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ status: 400, code: 'BAD_REQUEST', detail: expect.stringMatching(detail) });
    expect(await client.subscriptions()).toMatchObject([{ name: 'results', builtIn: true }]);
  });

  it('of private addresses, the environment and taken names are refused', async () => {
    const { app } = sampleConsole(bench, settings);
    const guarded = await serveHttp(app, { host: '127.0.0.1', port: 0 });
    const strict = createClient({ intakeUrl: guarded.url, apiUrl: guarded.url, retries: 0 });
    for (const url of ['http://example.org', 'https://10.0.0.1/x', 'https://[::1]', 'https://localhost'])
      await expect(
        strict.createSubscription({ name: 'inner', target: { kind: 'webhook', url } }),
      ).rejects.toMatchObject({
        status: 400,
      });
    await guarded.stop();
    await expect(client.deleteSubscription('results')).rejects.toMatchObject({
      code: 'SUBSCRIPTION_BUILT_IN',
    });
    await expect(client.createSubscription({ name: 'results', target: hook() })).rejects.toMatchObject({
      code: 'SUBSCRIPTION_TAKEN',
    });
    await expect(client.replay('results', {})).rejects.toMatchObject({ status: 400 });
  });
});

it('a webhook that is not ours is told from one that is', async () => {
  const headers = { 'webhook-id': 'x', 'webhook-timestamp': '1', 'webhook-signature': 'v1,AAAA' };
  expect(() => readWebhook({ secret: 'whsec_AAAA', headers, body: '{}' })).toThrow(WebhookSignatureError);
});
