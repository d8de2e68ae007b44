import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { openCatalogue } from '@nianbao/catalogue';
import { consumeResults } from '@nianbao/client';
import { type Result, WebhookEvent } from '@nianbao/contracts';
import { keys } from '@nianbao/object-store';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sampleFailure, sampleReport, sampleUpload } from '../support/catalogue-samples.ts';
import { type DeliverBench, startDeliverBench } from '../support/deliver-bench.ts';
import { startPostgres } from '../support/postgres.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

const secret = `whsec_${randomBytes(24).toString('base64')}`;
const older = `whsec_${randomBytes(24).toString('base64')}`;
const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 8, minute)).toISOString();
const report = (name: string, minute = 0, content = name) =>
  sampleReport(sampleUpload(name), { publishedAt: at(minute), content });

let bench: DeliverBench;
let receiver: WebhookReceiver;
beforeAll(async () => {
  bench = await startDeliverBench();
  receiver = await startWebhookReceiver(() => [secret]);
}, 240_000);
afterAll(async () => {
  await bench?.stop();
  await receiver?.stop();
});
beforeEach(async () => {
  for (const { name } of await bench.catalogue.subscriptions())
    await bench.catalogue.deleteSubscription(name);
  receiver.received.length = 0;
  receiver.requests.length = 0;
});

const hook = (name: string, payload: 'full' | 'reference' = 'full') =>
  bench.subscribe({ name, payload, target: { kind: 'webhook', url: `${receiver.url}/${name}` } }, [secret]);
const status = (name: string) => bench.catalogue.subscription(name);
const ids = () => receiver.received.map(({ id }) => id);

const postgres = await startPostgres();
// First, because the deliver service looks for what was lost when its Redis is new, and then once a minute.
describe.skipIf(postgres === null)('a database from before there were subscriptions', () => {
  afterAll(() => postgres?.stop());

  it('is migrated with its deliveries, and those that are open arrive once', async () => {
    const epoch = await bench.pipeline.epoch();
    const [pending, failed, onQueue, lost, done] = [
      report('pending.docx', 0),
      sampleFailure(sampleUpload('failed.docx'), 'CORRUPT_ZIP', { publishedAt: at(1) }),
      report('on-queue.docx', 2),
      report('lost.docx', 3),
      report('done.docx', 4),
    ];
    const databaseUrl = postgres?.url ?? '';
    await asOf0006(databaseUrl, [
      [pending, null, null],
      [failed, null, null],
      [onQueue, epoch, null],
      [lost, epoch, null],
      [done, epoch, at(5)],
    ]);
    for (const one of [pending, failed, onQueue, lost, done])
      await bench.store.put(keyOf(one), JSON.stringify(one));
    const { resultId } = onQueue;
    await bench.pipeline.send(
      'results',
      [{ key: resultId, data: { resultId, resultKey: keyOf(onQueue), result: onQueue } }],
      {
        attempts: 1,
        backoffMs: 10,
      },
    );
    const catalogue = await openCatalogue({ databaseUrl });
    await bench.serve({}, catalogue);
    const got: string[] = [];
    const consumer = await consumeResults({
      connection: bench.pipeline.redis,
      onResult: (result) => got.push(result.resultId),
    });
    // An end that was not heard is asked for after a minute.
    await expect
      .poll(() => catalogue.subscription('results'), { timeout: 90_000 })
      .toMatchObject({ builtIn: true, delivered: 5, pending: 0, sent: 0, dead: 0 });
    expect(got.sort()).toEqual([pending, failed, onQueue, lost].map((one) => one.resultId).sort());
    await consumer.close();
    await bench.serve();
    await catalogue.close();
  }, 120_000);
});

describe('a webhook', () => {
  beforeAll(() => bench.serve());

  it('is sent every result, signed, in the shape of the contract', async () => {
    await hook('full');
    await hook('short', 'reference');
    const one = report('a.docx');
    await bench.publish(one);
    await expect.poll(() => receiver.received.length, { timeout: 10_000 }).toBe(2);
    const of = (path: string) => receiver.received.find((each) => each.path === path);
    expect(of('/full')?.id).toBe(one.resultId);
    expect(WebhookEvent.parse(of('/full')?.event)).toMatchObject({
      type: 'report.published',
      timestamp: one.publishedAt,
      data: { resultId: one.resultId, result: one },
    });
    expect(WebhookEvent.parse(of('/short')?.event).data).toEqual({
      reference: true,
      resultId: one.resultId,
      resultKey: `results/${one.documentId}/${one.resultId}.json`,
      documentId: one.documentId,
      event: 'report.published',
    });
    await expect.poll(() => status('full')).toMatchObject({ delivered: 1, sent: 0, failures: 0 });
  });

  it('is signed with the old secret too while both are good', async () => {
    await bench.subscribe({ name: 'rotated', target: { kind: 'webhook', url: `${receiver.url}/rotated` } }, [
      older,
      secret,
    ]);
    await bench.publish(report('b.docx'));
    await expect.poll(() => receiver.received.length, { timeout: 10_000 }).toBe(1);
  });

  it.each<[string, (response: ServerResponse) => unknown, string]>([
    ['answers 500', (response) => response.writeHead(500).end('no'), 'HTTP 500'],
    [
      'redirects',
      (response) => response.writeHead(301, { location: '/elsewhere' }).end(),
      'redirects are not',
    ],
    ['hangs', () => {}, 'no answer within 500 ms'],
    ['closes', (response) => response.destroy(), 'socket hang up'],
    ['refuses with 50 MB', (response) => response.writeHead(400).end(Buffer.alloc(50_000_000)), 'HTTP 400'],
  ])(
    'that %s is tried a bounded number of times, and what is dead is sent again on request',
    async (name, behaviour, error) => {
      receiver.behave('/bad', behaviour);
      await hook('bad');
      await hook('good');
      const one = report(`${name}.docx`);
      await bench.publish(one);
      await expect.poll(() => ids(), { timeout: 10_000 }).toEqual([one.resultId]);
      await expect
        .poll(() => status('bad'), { timeout: 15_000 })
        .toMatchObject({ dead: 1, pending: 0, sent: 0 });
      const tries = receiver.requests.filter((path) => path === '/bad').length;
      // A kept connection that closes under a request is no attempt: that one is made again on a new one.
      expect(tries).toBeGreaterThanOrEqual(4);
      expect(tries).toBeLessThanOrEqual(name === 'closes' ? 8 : 4);
      expect(receiver.requests).not.toContain('/elsewhere');
      const { deliveries } = await bench.catalogue.deliveries('bad', { state: 'dead', limit: 5 });
      expect(deliveries[0]?.error).toContain(error);
      expect(await status('bad')).toMatchObject({ failures: 4, lastError: expect.stringContaining(error) });

      receiver.behave('/bad', undefined);
      expect(await bench.catalogue.replay('bad', { dead: true })).toBe(1);
      await expect.poll(() => ids(), { timeout: 10_000 }).toEqual([one.resultId, `${one.resultId}-r1`]);
    },
  );

  it('takes an answer of 50 MB for what its status says, without reading it', async () => {
    let sent = 0;
    receiver.behave('/large', (response) => {
      response.writeHead(200);
      const more = () => {
        while (sent < 50_000_000 && response.write(Buffer.alloc(100_000))) sent += 100_000;
      };
      response.on('drain', more);
      more();
    });
    await hook('large');
    await bench.publish(report('large.docx'));
    await expect.poll(() => status('large'), { timeout: 10_000 }).toMatchObject({ delivered: 1 });
    expect(sent).toBeLessThan(20_000_000);
    expect(receiver.requests).toHaveLength(1);
  });

  it('that is gone is disabled; what follows waits until it is taken back', async () => {
    receiver.behave('/gone', (response) => response.writeHead(410).end());
    await hook('gone');
    await bench.publish(report('gone.docx', 1));
    await expect
      .poll(() => status('gone'), { timeout: 10_000 })
      .toMatchObject({ state: 'disabled', dead: 1 });
    await bench.publish(report('gone2.docx', 2));
    expect(await status('gone')).toMatchObject({ pending: 1 });
    expect(receiver.requests).toHaveLength(1);
    receiver.behave('/gone', undefined);
    await bench.catalogue.changeSubscription('gone', { state: 'active' });
    await expect.poll(() => status('gone'), { timeout: 10_000 }).toMatchObject({ delivered: 1 });
  });

  it('that fails for days is disabled with its reason; taken back, everything comes once and nothing is lost', async () => {
    // Days are a second here, and a result has more attempts than that.
    await bench.serve({ WEBHOOK_DISABLE_AFTER_MS: '1000', WEBHOOK_ATTEMPTS: '12' });
    receiver.behave('/down', (response) => response.writeHead(500).end());
    await hook('down');
    await hook('other');
    const all = Array.from({ length: 12 }, (_, n) => report(`down-${n}.docx`, n));
    await bench.publish(...all.slice(0, 8));
    await expect
      .poll(() => status('down'), { timeout: 15_000 })
      .toMatchObject({ state: 'disabled', disabledReason: 'failing', dead: 0 });
    const stopped = await status('down');
    expect(stopped?.failures).toBeGreaterThanOrEqual(5);
    expect(Date.parse(stopped?.lastErrorAt ?? '') - Date.parse(stopped?.failingSince ?? '')).toBeGreaterThan(
      999,
    );
    await bench.publish(...all.slice(8));
    await expect
      .poll(() => status('other'), { timeout: 10_000 })
      .toMatchObject({ delivered: 12, failures: 0 });
    const { pending = 0, sent = 0, delivered } = (await status('down')) ?? {};
    expect([pending + sent, delivered]).toEqual([12, 0]);

    // It has its days anew: one more failure does not disable it again.
    receiver.behave('/down', (response) => {
      receiver.behave('/down', undefined);
      response.writeHead(500).end();
    });
    await bench.catalogue.changeSubscription('down', { state: 'active' });
    await expect
      .poll(() => status('down'), { timeout: 15_000 })
      .toMatchObject({
        state: 'active',
        disabledReason: null,
        failingSince: null,
        failures: 0,
        delivered: 12,
        dead: 0,
      });
    expect(await status('down')).toMatchObject({ pending: 0, sent: 0 });
    const arrived = receiver.received.filter(({ path }) => path === '/down').map(({ id }) => id);
    expect(arrived.sort()).toEqual(all.map(({ resultId }) => resultId).sort());
    await bench.serve();
  }, 60_000);

  it('that asks to be left alone for a while is, by all that waits', async () => {
    let answeredAt = Number.POSITIVE_INFINITY;
    receiver.behave('/busy', (response) => {
      answeredAt = Date.now();
      receiver.behave('/busy', undefined);
      response.writeHead(429, { 'retry-after': '2' }).end();
    });
    await hook('busy');
    await bench.publish(report('busy.docx'));
    await expect
      .poll(() => status('busy'), { timeout: 10_000 })
      .toMatchObject({ failures: 1, lastError: 'HTTP 429: left alone for 2 s' });
    await bench.publish(report('busy2.docx'), report('busy3.docx'));
    await expect.poll(() => receiver.received.length, { timeout: 10_000 }).toBe(3);
    expect(Date.now() - answeredAt).toBeGreaterThanOrEqual(1_900);
    expect(receiver.requests).toHaveLength(4);
  });

  it('keeps the order of a document through failures', async () => {
    // Once, and by itself: a machine too busy to look would let all attempts fail.
    receiver.behave('/ordered', (response) => {
      receiver.behave('/ordered', undefined);
      response.writeHead(503).end();
    });
    await hook('ordered');
    const versions = [0, 1, 2].map((minute) => report('revised.docx', minute));
    await bench.publish(...versions);
    await expect.poll(() => receiver.received.length, { timeout: 10_000 }).toBe(3);
    expect(receiver.requests).toHaveLength(4);
    expect(ids()).toEqual(versions.map(({ resultId }) => resultId));
    expect(receiver.received[1]?.event).toMatchObject({
      type: 'report.revised',
      data: { previousResultId: versions[0]?.resultId },
    });
  });

  it('gets nothing while it is paused, but a test', async () => {
    await hook('paused');
    await bench.catalogue.changeSubscription('paused', { state: 'paused' });
    await bench.publish(report('paused.docx'));
    const outcome = await bench.pipeline.sendTest('webhooks-test', { subscription: 'paused' }, 10_000);
    expect(outcome).toEqual({ outcome: 'delivered', detail: 'HTTP 204' });
    expect(receiver.received.map(({ event }) => event.type)).toEqual(['subscription.test']);
    expect(receiver.received[0]?.event.data).toMatchObject({ test: true, subscription: 'paused' });
    expect(await status('paused')).toMatchObject({ pending: 1, delivered: 0 });
    await bench.catalogue.changeSubscription('paused', { state: 'active' });
    await expect.poll(() => receiver.received.length, { timeout: 10_000 }).toBe(2);
  });

  it('makes a dead letter of a result whose object is gone', async () => {
    await bench.subscribe({ name: 'queue' });
    const one = report('lost.docx');
    await bench.catalogue.publish(one, 'results/nowhere');
    await expect.poll(() => status('queue'), { timeout: 10_000 }).toMatchObject({ dead: 1 });
  });
});

it('hears at once, when it is started, what ended while it was not', async () => {
  await bench.serve();
  await bench.subscribe({ name: 'unheard' });
  await bench.publish(report('unheard.docx', 0), report('unheard2.docx', 1));
  await expect.poll(() => status('unheard'), { timeout: 10_000 }).toMatchObject({ sent: 2 });
  await bench.stopServing();
  const got: string[] = [];
  const consumer = await consumeResults({
    connection: bench.pipeline.redis,
    queue: 'unheard',
    onResult: ({ resultId }) => got.push(resultId),
  });
  await expect.poll(() => got.length, { timeout: 10_000 }).toBe(2);
  await consumer.close();
  expect(await status('unheard')).toMatchObject({ sent: 2, delivered: 0 });
  await bench.serve();
  // The look that is taken every minute leaves alone what was sent less than half a minute ago.
  await expect.poll(() => status('unheard'), { timeout: 10_000 }).toMatchObject({ sent: 0, delivered: 2 });
});

it('does not reach private addresses unless that is allowed', async () => {
  await bench.serve({ WEBHOOK_ALLOW_PRIVATE: 'false' });
  const port = new URL(receiver.url).port;
  for (const [name, host] of Object.entries({
    literal: '127.0.0.1',
    named: 'localhost',
    mapped: '[::ffff:127.0.0.1]',
    decimal: '2130706433',
  })) {
    await bench.subscribe({ name, target: { kind: 'webhook', url: `http://${host}:${port}/${name}` } }, [
      secret,
    ]);
    expect(
      await bench.pipeline.sendTest('webhooks-test', { subscription: name }, 10_000),
      name,
    ).toMatchObject({
      outcome: 'failed',
    });
  }
  expect(receiver.requests).toEqual([]);
  await bench.serve({ WEBHOOK_ALLOW_HTTP: 'false' });
  await hook('plain');
  expect(await bench.pipeline.sendTest('webhooks-test', { subscription: 'plain' }, 10_000)).toMatchObject({
    outcome: 'failed',
    detail: expect.stringContaining('http://'),
  });
});

const keyOf = ({ documentId, resultId }: Result) => keys.result(documentId, resultId);

/** Makes the schema as migration 0006 left it, with these results and a delivery of each: to which Redis it was sent, when acknowledged. */
async function asOf0006(url: string, all: [Result, string | null, string | null][]): Promise<void> {
  const folder = new URL('../../packages/catalogue/migrations/', import.meta.url);
  const files = readdirSync(folder).filter((name) => /^000[0-6]_.*\.sql$/.test(name));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create table catalogue_migrations (number integer primary key, hash text not null)');
  for (const [number, name] of files.sort().entries()) {
    await client.query(readFileSync(new URL(name, folder), 'utf8'));
    await client.query('insert into catalogue_migrations values ($1, $2)', [number, name]);
  }
  for (const [result, epoch, acknowledgedAt] of all) {
    const { resultId, documentId, kind, publishedAt } = result;
    await client.query(
      'insert into results (result_id, document_id, kind, result_key, published_at) values ($1, $2, $3, $4, $5)',
      [resultId, documentId, kind, keyOf(result), publishedAt],
    );
    await client.query(
      `insert into deliveries (result_id, queue, result_key, created_at, sent_at, sent_epoch, acknowledged_at)
        values ($1, 'results', $2, $3, case when $4::text is not null then $3::timestamptz end, $4, $5)`,
      [resultId, keyOf(result), publishedAt, epoch, acknowledgedAt],
    );
  }
  await client.end();
}
