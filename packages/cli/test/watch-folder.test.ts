import {
  appendFile,
  chmod,
  mkdir,
  mkdtemp,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type FolderWatch, type WatchFolderOptions, watchFolder } from '../src/upload/watch-folder.ts';

let folder: string;
let taken: string[];
let watch: FolderWatch | undefined;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nianbao-watch-'));
  taken = [];
});
afterEach(async () => {
  await watch?.close();
  await rm(folder, { recursive: true, force: true });
});

function start(options: Partial<WatchFolderOptions> = {}) {
  watch = watchFolder(folder, {
    settleMs: 40,
    onStableFile: async ({ name }) => void taken.push(name),
    ...options,
  });
}
const put = (name: string, text = 'x') => writeFile(path.join(folder, name), text);
const until = (condition: () => boolean) => vi.waitUntil(condition, { timeout: 10_000, interval: 10 });

test('takes what is there, what comes, and what lies in folders below, each once', async () => {
  await put('先到.docx');
  start();
  await until(() => taken.length === 1);
  await mkdir(path.join(folder, '青石镇', '2024'), { recursive: true });
  await put('青石镇/2024/报告.pdf');
  await until(() => taken.length === 2);
  await put('last.txt');
  await until(() => taken.includes('last.txt'));
  expect(taken).toEqual(['先到.docx', '青石镇/2024/报告.pdf', 'last.txt']);
});

test('leaves half-written files, hidden files and links alone until they get their name', async () => {
  for (const name of ['~$报告.docx', 'a.part', 'b.crdownload', 'c.TMP', '.hidden', 'Thumbs.db'])
    await put(name);
  await symlink('/etc/hostname', path.join(folder, 'link.txt'));
  start();
  await put('marker.txt');
  await until(() => taken.includes('marker.txt'));
  await rename(path.join(folder, 'a.part'), path.join(folder, 'a.pdf'));
  await until(() => taken.includes('a.pdf'));
  expect(taken).toEqual(['marker.txt', 'a.pdf']);
});

test('waits for a file that grows, and takes it whole', async () => {
  const sizes: number[] = [];
  start({
    settleMs: 400,
    onStableFile: async (file) => void sizes.push((await stat(file.path)).size),
  });
  for (let i = 0; i < 10; i++) {
    await appendFile(path.join(folder, 'big.txt'), 'x'.repeat(100));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await until(() => sizes.length > 0);
  expect(sizes).toEqual([1000]);
});

test('takes a changed file again, and one that failed after a while', async () => {
  const errors: string[] = [];
  let failures = 1;
  start({
    retryMs: 20,
    onStableFile: async ({ name }) => {
      if (failures-- > 0) throw new Error('not now');
      taken.push(name);
    },
    onError: (error) => errors.push(String(error)),
  });
  await put('a.txt');
  await until(() => taken.length === 1);
  expect(errors).toEqual(['Error: not now']);
  await utimes(path.join(folder, 'a.txt'), 1_700_000_000, 1_700_000_000);
  await until(() => taken.length === 2);
});

test('takes names in GBK, tells a trouble once, and tries again when the file may be read though its text is the same', async () => {
  const errors: string[] = [];
  const gbk = Buffer.concat([
    Buffer.from(`${folder}/`),
    Buffer.from([0xc7, 0xe0, 0xc9, 0xbd]),
    Buffer.from('.txt'),
  ]);
  let passes = 0;
  start({
    retryMs: 5,
    onStableFile: async ({ name }) => {
      if (passes++ < 3) throw new Error('not now');
      taken.push(name);
    },
    onError: (error, name) => errors.push(`${name}: ${error}`),
  });
  await writeFile(gbk, 'x');
  await until(() => taken.length === 1);
  expect(taken).toEqual(['青山.txt']);
  expect(errors).toEqual(['青山.txt: Error: not now']);
  await chmod(gbk, 0o600);
  await until(() => taken.length === 2);
});

test('takes nothing after close', async () => {
  start();
  await watch?.close();
  await put('late.txt');
  const marker = watchFolder(folder, {
    settleMs: 20,
    onStableFile: async () => void taken.push('other watch'),
  });
  await until(() => taken.length > 0);
  await marker.close();
  expect(taken).toEqual(['other watch']);
});

test('a folder that is not there is reported and taken up once it is', async () => {
  const errors: unknown[] = [];
  await rm(folder, { recursive: true });
  start({ onError: (error) => errors.push(error) });
  await until(() => errors.length > 0);
  await mkdir(folder);
  await put('a.txt');
  await until(() => taken.length === 1);
  expect(errors).toHaveLength(1);
});
