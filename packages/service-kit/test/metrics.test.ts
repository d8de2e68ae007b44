import { expect, test } from 'vitest';
import { createHttpApp, metricsRoutes } from '../src/http/index.ts';
import { createLogger, createMetrics, timed } from '../src/index.ts';

const log = createLogger({ service: 'test', level: 'silent' });
const table = {
  calls: {
    kind: 'histogram',
    name: 'sample_call_seconds',
    help: { zh: '调用', en: 'Calls.' },
    labels: ['operation'],
    buckets: [1, 10],
  },
  depth: { kind: 'gauge', name: 'sample_depth', help: { zh: '深度', en: 'Depth.' }, labels: [] },
} as const;

test('a metric of the table is what /metrics shows, collected at the scrape', async () => {
  const metrics = createMetrics(table, log);
  metrics.onScrape(async () => metrics.series.depth.set(7));
  metrics.onScrape(() => Promise.reject(new Error('its part is away')));
  metrics.series.calls.observe({ operation: 'put' }, 2);
  const text = await metrics.scrape();
  expect(text).toContain('# HELP sample_depth Depth. 深度\n# TYPE sample_depth gauge\nsample_depth 7\n');
  expect(text).toContain('sample_call_seconds_bucket{le="1",operation="put"} 0\n');
  expect(text).toContain('sample_call_seconds_bucket{le="10",operation="put"} 1\n');
  expect(text).toContain('process_cpu_seconds_total');
});

test('timed calls are the calls themselves, successful or not', async () => {
  const seen: string[] = [];
  const target = {
    base: 40,
    async add(n: number) {
      return this.base + n;
    },
    fail: () => Promise.reject(new Error('no')),
    sync: () => 'at once',
  };
  const watched = timed(target, (operation, seconds) => seen.push(`${operation} ${seconds >= 0}`));
  expect(await watched.add(2)).toBe(42);
  await expect(watched.fail()).rejects.toThrow('no');
  expect([watched.sync(), watched.base, 'sync' in watched]).toEqual(['at once', 40, true]);
  expect(seen).toEqual(['add true', 'fail true']);
});

const token = 'a-token-for-the-scraper';
test.each([
  { name: 'loopback without a token', host: '127.0.0.1', url: 'http://127.0.0.1', status: 200 },
  { name: 'a foreign name on loopback', host: '127.0.0.1', url: 'http://evil.example', status: 403 },
  { name: 'beyond without a token', host: '0.0.0.0', url: 'http://127.0.0.1', status: 403 },
  { name: 'beyond, token not sent', host: '0.0.0.0', url: 'http://console', token, status: 401 },
  { name: 'beyond, token sent', host: '0.0.0.0', url: 'http://console', token, sent: token, status: 200 },
  {
    name: 'loopback, wrong token',
    host: '127.0.0.1',
    url: 'http://127.0.0.1',
    token,
    sent: 'x',
    status: 401,
  },
])('who may see them: $name', async ({ host, url, token, sent, status }) => {
  const app = createHttpApp({ log }).route('/', metricsRoutes(createMetrics(table, log), { host, token }));
  const headers = sent === undefined ? {} : { authorization: `Bearer ${sent}` };
  expect((await app.request(`${url}/metrics`, { headers })).status).toBe(status);
});
