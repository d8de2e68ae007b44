import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { ReportResult } from '@nianbao/contracts';
import { createS3Store, keys } from '@nianbao/object-store';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type House, startHouse } from '../support/house.ts';
import { reportVariant } from '../support/report-variants.ts';
import { subscribe } from '../support/s3-subscription.ts';

const samples = fileURLToPath(new URL('../samples/reports', import.meta.url));
const server = inject('s3');
const bucket = `nianbao-e2e-${process.pid}`;
const token = 'the secret of the store';
const settlingMs = 240_000;

let house: House | null = null;
let s3: S3Client;
/** Uploads so far: the account counts all batches. */
let uploaded = 0;

beforeAll(async () => {
  if ('skipped' in server) return;
  const { endpoint, ...credentials } = server;
  s3 = new S3Client({ endpoint, region: 'us-east-1', credentials, forcePathStyle: true });
  const store = createS3Store({ ...server, region: 'us-east-1', bucket, forcePathStyle: true });
  await store.check({ create: true });
  await store.close();
  house = await startHouse({
    store: {
      S3_ENDPOINT: endpoint,
      S3_BUCKET: bucket,
      S3_ACCESS_KEY_ID: credentials.accessKeyId,
      S3_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
    // So rare that whatever is found, is found by the notifications.
    env: { SWEEP_INTERVAL_MS: '3600000', EVENT_SECRET: token },
  });
  if (!house) return;
  const push = `${house.services.get('intake')?.url}/events/s3?${new URLSearchParams({ token })}`;
  await subscribe(server, bucket, push, keys.incomingPrefix);
}, 180_000);

afterAll(async () => {
  await house?.stop();
  s3?.destroy();
}, 60_000);

describe.skipIf('skipped' in server)('the whole pipeline on an S3 server', () => {
  it('reads objects that any S3 tool puts there, told by the server’s own notifications', async ({
    skip,
  }) => {
    if (!house) return skip('no PostgreSQL server');
    const names = readdirSync(samples);
    for (const name of names) await put(keys.incoming('样本 2025', name), readFileSync(join(samples, name)));
    uploaded += names.length;
    expect(await house.settled(uploaded, settlingMs)).toEqual({
      uploaded: names.length,
      published: 14,
      failed: 1,
      unsupported: 0,
      duplicate: 1,
      inFlight: 0,
    });
    const { consumed, client } = house;
    await expect.poll(() => consumed.length, { timeout: 20_000 }).toBe(15);
    expect(new Set(consumed.map(({ source }) => source.key.split('/')[1]))).toEqual(new Set(['样本 2025']));
    expect((await client.status({ batch: '样本 2025' })).account).toMatchObject({ uploaded: names.length });
    const log = house.services.get('intake')?.logged() ?? '';
    expect(log).not.toContain('"event":"sweep"');
    expect(log).toContain('"event":"store-events"');
    expect(decodeURIComponent(log.replaceAll('+', ' '))).not.toContain(token);
    for (const report of reports(house)) await checkText(report);
  }, 300_000);

  it('reads a file sent by a presigned PUT once, however often it is announced', async ({ skip }) => {
    if (!house) return skip('no PostgreSQL server');
    const { client } = house;
    const { name, text } = reportVariant(1);
    const body = Buffer.from(text);
    const { url, headers, key } = await client.presign({ batch: 'presigned', name, bytes: body.length });
    expect((await fetch(url, { method: 'PUT', body, headers })).status).toBe(200);
    await client.confirm([key]);
    await client.confirm([key]);
    uploaded += 1;
    await house.settled(uploaded, settlingMs);
    const { account } = await client.status({ batch: 'presigned' });
    expect(account).toMatchObject({ uploaded: 1, published: 1, inFlight: 0 });
    await expect.poll(() => resultsOf(key), { timeout: 20_000 }).toBe(1);
  }, 300_000);

  it('finds by the sweep what was put while the intake was away', async ({ skip }) => {
    if (!house) return skip('no PostgreSQL server');
    await house.services.get('intake')?.stop();
    const { name, text } = reportVariant(2);
    const key = keys.incoming('无人值守', name);
    await put(key, Buffer.from(text));
    // It comes back at another address: the notification, which the server goes on sending to the old one, is lost.
    house.env.SWEEP_INTERVAL_MS = '1000';
    const intake = await house.start('intake');
    uploaded += 1;
    const account = await house.settled(uploaded, settlingMs);
    expect(account).toMatchObject({ uploaded, inFlight: 0 });
    await expect.poll(() => resultsOf(key), { timeout: 20_000 }).toBe(1);
    expect(intake.logged()).toMatch(/"event":"sweep".*"found":1/);
    expect(intake.logged()).not.toContain('"event":"store-events"');
  }, 300_000);
});

async function put(key: string, body: Uint8Array): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
}

function reports({ consumed }: House): ReportResult[] {
  return consumed.filter((result) => result.kind === 'report');
}

function resultsOf(key: string): number {
  return house ? reports(house).filter(({ source }) => source.key === key).length : 0;
}

/** What a consumer does with a result: fetches the text it points to and looks the figures up. */
async function checkText({ textKey, quantities }: ReportResult): Promise<void> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: textKey }));
  const { text } = JSON.parse((await Body?.transformToString()) ?? '{}') as { text: string };
  const wrong = quantities.filter(({ start, end, quote }) => text.slice(start, end) !== quote);
  expect(wrong).toEqual([]);
}
