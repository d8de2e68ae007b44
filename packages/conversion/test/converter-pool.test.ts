import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import {
  ConverterCrashedError,
  type ConverterPool,
  type ConverterPoolOptions,
  createConverterPool,
} from '../src/index.ts';
import { flateBomb } from './support/build-pdf.ts';

const pools: ConverterPool[] = [];
const entry = new URL('./support/unruly-child.ts', import.meta.url);

function openPool(options: ConverterPoolOptions = {}): ConverterPool {
  const pool = createConverterPool({ size: 1, ...options });
  pools.push(pool);
  return pool;
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

const nothing = new Uint8Array([1]);
const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('the real child', () => {
  test('converts bytes and paths, and hands on what is wrong with a file', async () => {
    const pool = openPool();
    const text = new TextEncoder().encode('青河镇年度报告');
    const folder = await mkdtemp(join(tmpdir(), 'nianbao-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, 'upload'), text);
    expect(await pool.convert(text, 'a.txt')).toMatchObject({ text: '青河镇年度报告', encoding: 'utf-8' });
    expect(await pool.convert(join(folder, 'upload'), 'a.txt')).toMatchObject({ text: '青河镇年度报告' });
    await expect(pool.convert(new Uint8Array(), 'a.txt')).rejects.toMatchObject({
      name: 'PermanentError',
      code: 'EMPTY_FILE',
    });
    await expect(pool.convert(join(folder, 'gone'), 'a.txt')).rejects.toThrow('ENOENT');
  }, 60_000);

  test('a bomb is stopped by the clock or the memory limit, and the pool lives on', async () => {
    const pool = openPool({ timeoutMs: 12_000, memoryMb: 400 });
    await expect(pool.convert(flateBomb(600_000_000), 'a.pdf')).rejects.toMatchObject({
      code: 'TIMEOUT',
      message: expect.stringMatching(/^stopped (?:at \d+ MB|after \d+ ms)/u),
    });
    expect(await pool.convert(new TextEncoder().encode('报告正文'), 'a.txt')).toMatchObject({
      text: '报告正文',
    });
  }, 90_000);
});

describe('a child out of hand', () => {
  test('a hanging one is killed', async () => {
    const pool = openPool({ entry, timeoutMs: 5000 });
    const pid = Number((await pool.convert(nothing, 'pid')).text);
    await expect(pool.convert(nothing, 'hang')).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(isRunning(pid)).toBe(false);
    expect(Number((await pool.convert(nothing, 'pid')).text)).not.toBe(pid);
  }, 60_000);

  test('a crash is an error of its own, which is not permanent', async () => {
    await expect(openPool({ entry }).convert(nothing, 'exit')).rejects.toBeInstanceOf(ConverterCrashedError);
  }, 60_000);

  test.each([
    ['heap', 120],
    ['buffers', 300],
  ])(
    'memory in %s is limited',
    async (name, memoryMb) => {
      await expect(openPool({ entry, memoryMb }).convert(nothing, name)).rejects.toMatchObject({
        code: 'TIMEOUT',
      });
    },
    60_000,
  );

  test('an aborted document takes its child along; a waiting one never starts', async () => {
    const pool = openPool({ entry });
    const pid = Number((await pool.convert(nothing, 'pid')).text);
    const [running, waiting] = [new AbortController(), new AbortController()];
    const first = pool.convert(nothing, 'hang', running.signal);
    const second = pool.convert(nothing, 'pid', waiting.signal);
    waiting.abort(new Error('not wanted'));
    await expect(second).rejects.toThrow('not wanted');
    running.abort(new Error('stage timeout'));
    await expect(first).rejects.toThrow('stage timeout');
    expect(isRunning(pid)).toBe(false);
  }, 60_000);

  test('children are recycled, and die with the pool', async () => {
    const pool = openPool({ entry, recycleAfter: 2 });
    const pids = [];
    for (let turn = 0; turn < 3; turn += 1) pids.push((await pool.convert(nothing, 'pid')).text);
    expect(pids[0]).toBe(pids[1]);
    expect(pids[2]).not.toBe(pids[1]);
    const hanging = pool.convert(nothing, 'hang');
    const failed = expect(hanging).rejects.toThrow();
    await pool.close();
    await failed;
    expect(isRunning(Number(pids[2]))).toBe(false);
    await expect(pool.convert(nothing, 'pid')).rejects.toThrow('closed');
  }, 60_000);
});
