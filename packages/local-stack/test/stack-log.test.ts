import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStackLog } from '../src/stack-log.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nianbao-log-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('begins anew beyond its limit while it is written, and keeps the last file', async () => {
  const { log, close } = openStackLog(folder, false, {}, 100);
  for (const event of ['one', 'two', 'three', 'four']) log.info({ event, text: 'x'.repeat(60) });
  close();
  expect(await readFile(path.join(folder, 'logs/nianbao.log.1'), 'utf8')).toContain('"three"');
  expect(await readFile(path.join(folder, 'logs/nianbao.log'), 'utf8')).toContain('"four"');
});

test.runIf(process.platform === 'linux')('outlives a full disk', async () => {
  await mkdir(path.join(folder, 'logs'));
  await symlink('/dev/full', path.join(folder, 'logs/nianbao.log'));
  const { log, close } = openStackLog(folder, false, {});
  expect(() => log.info('lost')).not.toThrow();
  close();
});
