import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { createLogger, type LogLevel } from '../src/index.ts';

function capture(level: LogLevel = 'info') {
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { lines, log: createLogger({ service: 'sample', level, destination }) };
}

test('a line is JSON with the service, the level as a word and an ISO time', () => {
  const { lines, log } = capture();
  log.info({ event: 'job', stage: 'convert' }, 'job');
  const line = JSON.parse(lines[0] ?? '');
  expect(line).toMatchObject({
    service: 'sample',
    level: 'info',
    event: 'job',
    stage: 'convert',
    msg: 'job',
  });
  expect(new Date(line.time).toISOString()).toBe(line.time);
});

test('fields that hold secrets are blotted out down to the third level, their neighbours are kept', () => {
  const { lines, log } = capture();
  log.info({ password: 'p-1', a: { token: 't-2', b: { apiKey: 'k-3', name: '青石镇' } } });
  expect(lines[0]).not.toMatch(/p-1|t-2|k-3/);
  expect(lines[0]).toContain('青石镇');
});

test('passwords and signatures inside URLs do not reach the log, not even in an error’s message or stack', () => {
  const { lines, log } = capture();
  log.error({ err: new Error('connect redis://user:hunter2@127.0.0.1:1 failed') }, 'at postgres://u:pw@db/x');
  log.warn({ url: 'http://s3/b/k?X-Amz-Expires=60&X-Amz-Signature=abc123' });
  expect(lines.join('')).not.toMatch(/hunter2|u:pw|abc123/);
  expect(lines[0]).toContain('redis://***@127.0.0.1:1');
  expect(lines[1]).toContain('X-Amz-Expires=60');
});

test('levels below the chosen one are left out', () => {
  const { lines, log } = capture('warn');
  log.info('quiet');
  log.warn('loud');
  expect(lines).toHaveLength(1);
});
