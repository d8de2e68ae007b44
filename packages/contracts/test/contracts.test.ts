import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  describeError,
  ErrorCode,
  glossary,
  PermanentError,
  queueAddress,
  Result,
  RetryLaterError,
  stageNames,
  stages,
} from '@nianbao/contracts';
import { describe, expect, it } from 'vitest';

const payloads = fileURLToPath(new URL('./payloads', import.meta.url));

describe('results of every earlier version', () => {
  const files = readdirSync(payloads).flatMap((version) =>
    readdirSync(`${payloads}/${version}`).map((file) => `${version}/${file}`),
  );
  it('are there', () => expect(files.length).toBeGreaterThanOrEqual(2));
  it.each(files)('%s still parses', (file) => {
    const payload: unknown = JSON.parse(readFileSync(`${payloads}/${file}`, 'utf8'));
    // Nothing a producer of that day wrote may get lost on the way through today's schema.
    expect(Result.parse(payload)).toEqual(payload);
  });
});

describe('the stage catalogue', () => {
  it('is one chain that needs nothing it has not made', () => {
    const made: string[] = [];
    for (let name: string | null = 'intake'; name !== null; name = stages[name as keyof typeof stages].next) {
      for (const need of stages[name as keyof typeof stages].needs) expect(made).toContain(need);
      made.push(name);
    }
    expect(new Set(made)).toEqual(new Set(stageNames));
  });

  it('gives every stage limits that can hold', () => {
    for (const name of stageNames) {
      const { attempts, timeoutMs, concurrency, title } = stages[name];
      expect(attempts).toBeGreaterThan(0);
      expect(timeoutMs).toBeGreaterThanOrEqual(1_000);
      expect(concurrency).toBeGreaterThan(0);
      expect(title.zh).toMatch(/\p{Script=Han}/u);
    }
  });
});

describe('error codes', () => {
  it.each(ErrorCode.options)('%s tells a clerk in both languages what to do', (code) => {
    const { message } = describeError(code);
    expect(message.zh).toMatch(/请|重试|运维|拒收|自动|稍后/);
    expect(message.en.length).toBeGreaterThan(20);
  });

  it('travel with their errors', () => {
    expect(new PermanentError('EMPTY_FILE')).toMatchObject({ name: 'PermanentError', code: 'EMPTY_FILE' });
    expect(new RetryLaterError('STORE_UNAVAILABLE', { afterMs: 5 })).toMatchObject({
      afterMs: 5,
      code: 'STORE_UNAVAILABLE',
    });
  });
});

describe('names', () => {
  it('of queues share a hash tag with their keys', () => {
    expect(queueAddress('results')).toEqual({ name: 'results', prefix: '{nianbao:results}' });
    for (const bad of ['', 'A', 'a b', 'a:b', '结果', 'x'.repeat(61)])
      expect(() => queueAddress(bad)).toThrow(RangeError);
  });

  it('of the glossary are given once, in both languages', () => {
    expect(new Set(glossary.map((term) => term.en)).size).toBe(glossary.length);
    expect(new Set(glossary.map((term) => term.zh)).size).toBe(glossary.length);
  });
});
