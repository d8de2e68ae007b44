import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readRunFile, removeRunFile, writeRunFile } from '../src/run-file.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'nianbao-run-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const run = {
  intakeUrl: 'http://127.0.0.1:1',
  apiUrl: 'http://127.0.0.1:2',
  redisUrl: 'redis://:p@127.0.0.1:3',
};

test('tells where the stack of a living process is, to its owner alone', async () => {
  expect(readRunFile(dataDir)).toBeNull();
  await writeRunFile(dataDir, run);
  expect(readRunFile(dataDir)).toMatchObject({ ...run, pid: process.pid });
  expect((await stat(path.join(dataDir, 'run.json'))).mode & 0o077).toBe(0);
  await removeRunFile(dataDir);
  expect(readRunFile(dataDir)).toBeNull();
});

test('is nothing when the process is dead, its pid is another’s, or the file is damaged', async () => {
  const file = path.join(dataDir, 'run.json');
  await writeFile(file, JSON.stringify({ pid: 2 ** 22 + 1, startStamp: null, ...run }));
  expect(readRunFile(dataDir)).toBeNull();
  await writeFile(file, JSON.stringify({ pid: process.pid, startStamp: 'another time', ...run }));
  expect(readRunFile(dataDir)).toBeNull();
  await writeFile(file, '{"pid":');
  expect(readRunFile(dataDir)).toBeNull();
});
