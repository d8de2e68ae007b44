import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@nianbao/client';
import { stageNames } from '@nianbao/contracts';
import { metricTable } from '@nianbao/pipeline';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { alertRules, dashboardQueries, metricsOf } from '../support/alert-rules.ts';
import { type OtlpReceiver, startOtlpReceiver } from '../support/otlp-receiver.ts';
import { parseMetrics } from '../support/parse-metrics.ts';
import { type StackProcess, startStackProcess } from '../support/stack-process.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

const report = `青禾镇2024年法治政府建设年度报告

　　2024年，青禾镇办理行政处罚案件12件，调解矛盾纠纷86件。

一、主要做法和成效

　　开展法治宣传活动15场次，受教育群众3200余人。

青禾镇人民政府
2025年1月20日
`;
/** Every stage that a text file goes through. */
const onTheWay = stageNames.filter((stage) => stage !== 'ocr');
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const callerSpan = '00f067aa0ba902b7';
/** OTLP's number for the kind of span. */
const consumer = 5;

let home: string;
let receiver: OtlpReceiver;
let stack: StackProcess;
let office: WebhookReceiver;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'nianbao-observed-'));
  receiver = await startOtlpReceiver();
  stack = await startStackProcess(home, {
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_BSP_SCHEDULE_DELAY: '200',
    WEBHOOK_ALLOW_HTTP: 'true',
    WEBHOOK_ALLOW_PRIVATE: 'true',
  });
  const client = createClient({ intakeUrl: stack.intakeUrl, apiUrl: stack.apiUrl });
  office = await startWebhookReceiver(() => (secret === null ? [] : [secret]));
  const target = { kind: 'webhook', url: `${office.url}/results` } as const;
  const { secret } = await client.createSubscription({ name: 'office', target });
  await upload('青禾镇.txt', report, { traceparent: `00-${traceId}-${callerSpan}-01` });
  await upload('坏.pdf', '%PDF-1.7\nno more than this', {});
  await vi.waitUntil(
    async () => {
      const { uploaded, inFlight } = (await client.status()).account;
      return uploaded === 2 && inFlight === 0;
    },
    { timeout: 60_000, interval: 200 },
  );
}, 180_000);
afterAll(async () => {
  await stack?.end('SIGTERM');
  await Promise.all([receiver?.stop(), office?.stop()]);
  await rm(home, { recursive: true, force: true });
});

async function upload(name: string, content: string, headers: Record<string, string>): Promise<void> {
  const query = new URLSearchParams({ name, batch: '观测' });
  const answer = await fetch(`${stack.intakeUrl}/uploads?${query}`, {
    method: 'POST',
    body: content,
    headers,
  });
  expect(answer.status).toBe(201);
}

describe('a trace', () => {
  const mine = () => receiver.spans.filter((span) => span.traceId === traceId);
  const worked = (stage: string) =>
    mine().find((span) => span.kind === consumer && span.attributes['nianbao.stage'] === stage);

  it('holds the whole way of a report, from the caller’s request to its publication', async () => {
    await vi.waitUntil(() => worked('publish'), 20_000);
    expect(onTheWay).toHaveLength(6);
    for (const stage of onTheWay) expect(worked(stage)?.attributes['nianbao.outcome'], stage).toBe('done');
    const [request] = mine().filter(({ name }) => name === 'POST /uploads');
    expect(request).toMatchObject({ parentSpanId: callerSpan, attributes: { 'http.route': '/uploads' } });
    // Every span but the first has its parent in the same trace: the way is whole.
    const ids = new Set(mine().map(({ spanId }) => spanId));
    expect(mine().filter(({ parentSpanId = '' }) => !ids.has(parentSpanId))).toEqual([request]);
  });

  it('goes on to every delivery, to a queue and to a webhook', async () => {
    const called = (name: string) => mine().find((span) => span.name === name);
    const sent = () =>
      mine().find(({ parentSpanId }) => parentSpanId === called('deliver webhook-office')?.spanId);
    await vi.waitUntil(() => called('deliver results') && sent(), 20_000);
    const deliveries = ['deliver results', 'deliver webhook-office'].map(called);
    expect(new Set(deliveries.map((span) => span?.parentSpanId))).toEqual(
      new Set([worked('publish')?.spanId]),
    );
    expect(sent()?.kind).toBe(consumer);
    expect(office.received.map(({ event }) => event.type)).toContain('report.published');
  });

  it('is the report’s own', async () => {
    const published = () => receiver.spans.filter((span) => span.attributes['nianbao.stage'] === 'publish');
    await vi.waitUntil(() => published().length === 2, 20_000);
    expect(new Set(published().map((span) => span.traceId)).size).toBe(2);
    expect([...receiver.services]).toEqual(['nianbao']);
  });

  it('is named by the log lines of its jobs, which tell document, batch and stage', async () => {
    const log = await readFile(join(home, 'logs/nianbao.log'), 'utf8');
    const lines = log.split('\n').filter((line) => line.includes('"event":"job"') && line.includes(traceId));
    const jobs = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(jobs.map(({ stage }) => stage)).toEqual(onTheWay);
    const documentId = worked('publish')?.attributes['nianbao.document.id'];
    expect(new Set(jobs.slice(1).map((job) => job.documentId))).toEqual(new Set([documentId]));
    expect(new Set(jobs.map((job) => job.batchId))).toEqual(new Set(['观测']));
    expect(jobs.map((job) => job.span_id)).toEqual(onTheWay.map((stage) => worked(stage)?.spanId));
  });
});

describe('GET /metrics', () => {
  it('counts every run of a job by outcome and error code', async () => {
    const metrics = await scrape();
    expect(metrics.value('nianbao_stage_jobs_total', { stage: 'segment', outcome: 'done' })).toBe(1);
    const failed = { stage: 'convert', outcome: 'failed' };
    expect(metrics.value('nianbao_stage_jobs_total', { ...failed, code: 'PDF_CORRUPT' })).toBe(1);
    expect(metrics.value('nianbao_stage_run_seconds_count', { stage: 'convert' })).toBe(2);
    expect(metrics.value('nianbao_stage_wait_seconds_count', { stage: 'publish' })).toBe(2);
    const uploads = { method: 'POST', route: '/uploads', status: '201' };
    expect(metrics.value('nianbao_http_request_seconds_count', uploads)).toBe(2);
  });

  it('tells what is in the queues, the ledger and on its way to consumers', async () => {
    const unacknowledged = async () =>
      (await scrape()).value('nianbao_delivery_unacknowledged', { target: 'results' });
    await expect.poll(unacknowledged, { timeout: 10_000 }).toBe(2);
    const metrics = await scrape();
    for (const stage of stageNames) {
      expect(metrics.value('nianbao_queue_jobs', { stage, state: 'waiting' }), stage).toBe(0);
      expect(metrics.value('nianbao_queue_workers', { stage }), stage).toBe(1);
      expect(metrics.value('nianbao_queue_paused', { stage }), stage).toBe(0);
    }
    expect(metrics.value('nianbao_uploads', { state: 'published' })).toBe(1);
    expect(metrics.value('nianbao_uploads', { state: 'failed' })).toBe(1);
    for (const part of ['redis', 'store', 'catalogue'])
      expect(metrics.value('nianbao_part_up', { part }), part).toBe(1);
  });

  it('has every metric that an alert or the dashboard asks for', async () => {
    const { names } = await scrape();
    const queries = [...alertRules().map(({ expr }) => expr), ...dashboardQueries()];
    expect(queries.length).toBeGreaterThan(30);
    expect([...new Set(queries.flatMap(metricsOf))].filter((name) => !names.has(name))).toEqual([]);
  });

  it('has no label that grows with what people upload', async () => {
    const { labels } = await scrape();
    const known = new Set(Object.values(metricTable).flatMap((row): string[] => [...row.labels]));
    const ours = labels.filter(({ name }) => name.startsWith('nianbao_'));
    expect(ours.filter(({ label }) => label !== 'le' && !known.has(label))).toEqual([]);
    expect(ours.filter(({ value }) => /观测|青禾|[0-9a-f]{32}/.test(value))).toEqual([]);
  });
});

it('answers for every stage on the health addresses of the one process', async () => {
  for (const url of [stack.intakeUrl, stack.apiUrl]) {
    const live = (await (await fetch(`${url}/health/live`)).json()) as { parts: object };
    expect(Object.keys(live.parts).sort()).toEqual([...stageNames].sort());
    const ready = (await (await fetch(`${url}/health/ready`)).json()) as { parts: object };
    expect(Object.keys(ready.parts)).toEqual(expect.arrayContaining([...stageNames, 'redis', 'catalogue']));
  }
});

async function scrape() {
  const answer = await fetch(`${stack.apiUrl}/metrics`);
  expect(answer.headers.get('content-type')).toContain('text/plain');
  return parseMetrics(await answer.text());
}
