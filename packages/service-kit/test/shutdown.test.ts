import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { createLogger, createShutdown } from '../src/index.ts';

class FakeHost extends EventEmitter {
  exits: number[] = [];
  exit(code: number) {
    this.exits.push(code);
  }
}
const log = createLogger({ service: 'test', level: 'silent' });

test('a signal runs the closers once, the last registered first', async () => {
  const host = new FakeHost();
  const shutdown = createShutdown({ log, host });
  const order: string[] = [];
  shutdown.onShutdown('redis', async () => order.push('redis'));
  shutdown.onShutdown('worker', async () => order.push('worker'));
  host.emit('SIGTERM', 'SIGTERM');
  expect(await shutdown.done).toBe(0);
  expect(await shutdown.close('again')).toBe(0);
  expect(order).toEqual(['worker', 'redis']);
  expect(host.exits).toEqual([]);
});

test('a closer that fails does not keep the others from running, and the code says so', async () => {
  const shutdown = createShutdown({ log, host: new FakeHost() });
  let closed = false;
  shutdown.onShutdown('first', async () => {
    closed = true;
  });
  shutdown.onShutdown('second', () => Promise.reject(new Error('no')));
  expect(await shutdown.close('test')).toBe(1);
  expect(closed).toBe(true);
});

test('a second signal ends the process at once', async () => {
  const host = new FakeHost();
  const shutdown = createShutdown({ log, host });
  let release = () => {};
  shutdown.onShutdown('slow', () => new Promise<void>((resolve) => (release = resolve)));
  host.emit('SIGINT', 'SIGINT');
  expect(host.exits).toEqual([]);
  host.emit('SIGINT', 'SIGINT');
  expect(host.exits).toEqual([1]);
  release();
  await shutdown.done;
});

test('the time limit ends the process with 1', async () => {
  const host = new FakeHost();
  const ended = new Promise<number>((resolve) => {
    host.exit = resolve;
  });
  const shutdown = createShutdown({ log, host, limitMs: 5 });
  let release = () => {};
  shutdown.onShutdown('stuck', () => new Promise<void>((resolve) => (release = resolve)));
  const closing = shutdown.close('test');
  expect(await ended).toBe(1);
  release();
  await closing;
});

test('no signal listener is left behind', async () => {
  const host = new FakeHost();
  await createShutdown({ log, host }).close('test');
  expect(host.listenerCount('SIGINT') + host.listenerCount('SIGTERM')).toBe(0);
});
