import { EventEmitter } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { createLogger, type HealthChecks, runService, type Service } from '../src/index.ts';

class FakeHost extends EventEmitter {
  printed = '';
  stderr = { write: (text: string) => (this.printed += text) };
  readonly exited: Promise<number>;
  exit: (code: number) => void = () => {};
  constructor() {
    super();
    this.exited = new Promise((resolve) => {
      this.exit = resolve;
    });
  }
}
const log = createLogger({ service: 'test', level: 'silent' });

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

test('settings that are wrong are all named, with what they are for, in both languages', async () => {
  const host = new FakeHost();
  const exited = host.exited;
  const service: Service<object> = { name: 'sample', start: async () => ({ stop: async () => {} }) };
  await runService(service, async () => ({ parts: {}, close: async () => {} }), {
    host,
    log,
    env: { HEALTH_PORT: 'eighty', SHUTDOWN_LIMIT_MS: '5' },
  });
  expect(await exited).toBe(1);
  expect(host.printed).toMatch(/HEALTH_PORT：须为整数（.*端口/);
  expect(host.printed).toMatch(/SHUTDOWN_LIMIT_MS：数值过小.*时限/);
  expect(host.printed).toMatch(/HEALTH_PORT: a whole number \(Port/);
});

test('a service starts with its parts, stops before they are closed, and exits with 0', async () => {
  const host = new FakeHost();
  const events: string[] = [];
  const started = new Promise<void>((resolve) => {
    const service: Service<{ word: string }> = {
      name: 'sample',
      async start(parts) {
        events.push(`start ${parts.word}`);
        setImmediate(resolve);
        return { stop: async () => void events.push('stop') };
      },
    };
    const open = async () => ({ parts: { word: 'hello' }, close: async () => void events.push('close') });
    void runService(service, open, { env: {}, host, log });
  });
  await started;
  host.emit('SIGTERM', 'SIGTERM');
  expect(await host.exited).toBe(0);
  expect(events).toEqual(['start hello', 'stop', 'close']);
});

test('health tells which part does not answer', async () => {
  const host = new FakeHost();
  const port = await freePort();
  const checks = { good: async () => {}, bad: () => Promise.reject(new Error('down')) };
  const service: Service<null> = { name: 'sample', start: async () => ({ stop: async () => {} }) };
  const open = async () => ({ parts: null, checks, close: async () => {} });
  void runService(service, open, { env: { HEALTH_PORT: String(port) }, host, log });
  const answer = await reach(`http://127.0.0.1:${port}/health/ready`);
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ parts: { good: 'ok', bad: 'unavailable' } });
  expect((await fetch(`http://127.0.0.1:${port}/health/live`)).status).toBe(200);
  host.emit('SIGTERM', 'SIGTERM');
  await host.exited;
});

test('the health port shows the metrics, to whoever brings the token', async () => {
  const host = new FakeHost();
  const port = await freePort();
  const service: Service<null> = { name: 'sample', start: async () => ({ stop: async () => {} }) };
  const metrics = { contentType: 'text/plain', scrape: async () => 'sample_total 1\n' };
  const open = async () => ({ parts: null, metrics, close: async () => {} });
  const env = { HEALTH_PORT: String(port), METRICS_TOKEN: 'for-the-scraper' };
  void runService(service, open, { env, host, log });
  expect((await reach(`http://127.0.0.1:${port}/metrics`)).status).toBe(401);
  const headers = { authorization: 'Bearer for-the-scraper' };
  expect(await (await fetch(`http://127.0.0.1:${port}/metrics`, { headers })).text()).toBe(
    'sample_total 1\n',
  );
  host.emit('SIGTERM', 'SIGTERM');
  await host.exited;
});

test('a protocol for traces that there is not is refused at the start, by name', async () => {
  const host = new FakeHost();
  const service: Service<null> = { name: 'sample', start: async () => ({ stop: async () => {} }) };
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' };
  await runService(service, async () => ({ parts: null, close: async () => {} }), { env, host, log });
  expect(await host.exited).toBe(1);
  expect(host.printed).toContain('OTEL_EXPORTER_OTLP_PROTOCOL');
});

test('what a service says of its own work decides whether it is live', async () => {
  const host = new FakeHost();
  const port = await freePort();
  let moves = true;
  const live: HealthChecks = {};
  const consumption = () => (moves ? Promise.resolve() : Promise.reject(new Error('nothing taken')));
  const service: Service<null> = {
    name: 'sample',
    async start() {
      live.consumption = consumption;
      return { stop: async () => {} };
    },
  };
  const open = async () => ({ parts: null, live, close: async () => {} });
  void runService(service, open, { env: { HEALTH_PORT: String(port) }, host, log });
  expect((await reach(`http://127.0.0.1:${port}/health/live`)).status).toBe(200);
  moves = false;
  const answer = await fetch(`http://127.0.0.1:${port}/health/live`);
  expect([answer.status, await answer.json()]).toEqual([
    503,
    { status: 'unavailable', parts: { consumption: 'unavailable' } },
  ]);
  expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(503);
  host.emit('SIGTERM', 'SIGTERM');
  await host.exited;
});

test('a failed start prints one clear message without secrets, closes what was opened, exits with 1', async () => {
  const host = new FakeHost();
  let closed = false;
  const service: Service<null> = {
    name: 'sample',
    start: () => Promise.reject(new Error('no answer from redis://:hunter2@127.0.0.1:1')),
  };
  const open = async () => ({
    parts: null,
    close: async () => {
      closed = true;
    },
  });
  await runService(service, open, { env: {}, host, log });
  expect(await host.exited).toBe(1);
  expect(host.printed).toBe('sample: no answer from redis://***@127.0.0.1:1\n');
  expect(closed).toBe(true);
  expect(host.listenerCount('SIGTERM')).toBe(0);
});

test('a wrong variable is named and nothing is opened', async () => {
  const host = new FakeHost();
  const service: Service<null> = { name: 'sample', start: () => Promise.reject(new Error('not reached')) };
  const open = () => Promise.reject(new Error('not reached'));
  await runService(service, open, { env: { LOG_LEVEL: 'loud' }, host });
  expect(await host.exited).toBe(1);
  expect(host.printed).toContain('LOG_LEVEL');
  expect(host.printed).not.toContain('not reached');
});

async function reach(url: string): Promise<Response> {
  for (;;) {
    try {
      return await fetch(url);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
