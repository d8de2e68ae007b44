import { EventEmitter, once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import {
  createHttpApp,
  healthRoutes,
  problem,
  refuseForeignPages,
  refuseOpenHost,
  serveHttp,
  withDeadline,
} from '../src/http/index.ts';
import { createLogger } from '../src/logger.ts';

const log = createLogger({ service: 'test', level: 'silent' });
const here = { host: '127.0.0.1', port: 0 };

describe('createHttpApp', () => {
  it('answers what went wrong inside without telling how', async () => {
    const app = createHttpApp({ log });
    app.get('/', () => {
      throw new Error('password of the database');
    });
    const response = await app.request('/');
    const body = await response.text();
    expect([response.status, JSON.parse(body).code]).toEqual([500, 'INTERNAL']);
    expect(body).not.toContain('password');
  });

  it('lets a service name its own errors', async () => {
    const app = createHttpApp({
      log,
      translate: () => problem('NOT_FOUND', 'the store', { headers: { 'retry-after': '5' } }),
    });
    app.get('/', () => {
      throw new TypeError('x');
    });
    const response = await app.request('/');
    expect([response.status, response.headers.get('retry-after')]).toEqual([404, '5']);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await response.json()).toMatchObject({
      code: 'NOT_FOUND',
      detail: 'There is nothing at this address: the store',
      message: { zh: '没有这个地址。' },
      status: 404,
    });
    const chinese = await app.request('/', { headers: { 'accept-language': 'zh-CN' } });
    expect(await chinese.json()).toMatchObject({ detail: '没有这个地址：the store' });
  });

  it('guards every answer, problems too', async () => {
    const app = createHttpApp({ log });
    app.get('/', (c) => c.text('x'));
    for (const path of ['/', '/nothing']) {
      const { headers } = await app.request(path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    }
  });

  it('lets pages of the origins it was given call, and no others', async () => {
    const allowedOrigins = ['http://127.0.0.1:7300'];
    const app = createHttpApp({ log, allowedOrigins });
    app.get('/', (c) => {
      refuseForeignPages(c, allowedOrigins);
      return c.text('x');
    });
    const ask = (origin: string) => app.request('http://127.0.0.1/', { headers: { origin } });
    const own = await ask('http://127.0.0.1:7300');
    expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([
      200,
      'http://127.0.0.1:7300',
    ]);
    const foreign = await ask('http://127.0.0.1:9999');
    expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  });
});

describe('refuseOpenHost', () => {
  it.each(['127.0.0.1', 'localhost', '::1', '127.8.9.1'])('lets %s be without a key', (host) => {
    expect(() => refuseOpenHost(host, false, 'API_KEY')).not.toThrow();
  });

  it.each(['0.0.0.0', '::', '10.0.0.5', 'example.org', '127.evil.example'])('wants a key for %s', (host) => {
    expect(() => refuseOpenHost(host, false, 'API_KEY')).toThrow(/API_KEY must be set.*必须设置 API_KEY/s);
    expect(() => refuseOpenHost(host, true, 'API_KEY')).not.toThrow();
  });
});

describe('healthRoutes', () => {
  it('names the part that does not answer, and keeps its reason to itself', async () => {
    const down = () => Promise.reject(new Error('redis://user:secret@host'));
    const app = new Hono().route('/health', healthRoutes({ up: async () => {}, down }, log));
    const response = await app.request('/health/ready');
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      status: 'unavailable',
      parts: { up: 'ok', down: 'unavailable' },
    });
    expect((await app.request('/health/live')).status).toBe(200);
  });
});

describe('withDeadline', () => {
  it('gives the work’s outcome, or a problem when it hangs', async () => {
    await expect(withDeadline(Promise.resolve(1), 10_000, 'x')).resolves.toBe(1);
    await expect(withDeadline(Promise.reject(new Error('no')), 10_000, 'x')).rejects.toThrow('no');
    const hangs = new Promise(() => {});
    await expect(withDeadline(hangs, 1, 'the queue')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});

describe('serveHttp', () => {
  it('finishes what is under way, ends idle connections and takes no more', async () => {
    const events = new EventEmitter();
    const arrived = once(events, 'arrived');
    const app = new Hono();
    app.get('/quick', (c) => c.text('quick'));
    app.get('/slow', async (c) => {
      const released = once(events, 'release');
      events.emit('arrived');
      await released;
      return c.text('slow');
    });
    const http = await serveHttp(app, here);
    const idle = await keptAlive(http.url);
    const idleClosed = once(idle, 'close');
    const slow = fetch(`${http.url}/slow`);
    await arrived;
    const stopped = http.stop();
    await idleClosed;
    await expect(fetch(`${http.url}/quick`)).rejects.toThrow();
    events.emit('release');
    expect(await (await slow).text()).toBe('slow');
    await stopped;
    await http.stop();
  });

  it('cuts what does not finish', async () => {
    const app = new Hono();
    app.get('/', () => new Promise(() => {}));
    const http = await serveHttp(app, { ...here, graceMs: 50 });
    const hanging = fetch(http.url);
    const failed = expect(hanging).rejects.toThrow();
    await http.stop();
    await failed;
  });

  it('says that a port is taken', async () => {
    const first = await serveHttp(new Hono(), here);
    const port = Number(new URL(first.url).port);
    await expect(serveHttp(new Hono(), { ...here, port })).rejects.toThrow(/EADDRINUSE/);
    await first.stop();
  });
});

/** A connection that has had its answer and stays open. */
async function keptAlive(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = createConnection({ host: hostname, port: Number(port) });
  socket.write(`GET /quick HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
  await once(socket, 'data');
  socket.resume();
  return socket;
}
