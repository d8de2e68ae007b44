import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFsStore } from '../src/drivers/fs.ts';
import { temporaryName } from '../src/drivers/fs-temporary.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'nianbao-fs-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('folder store', () => {
  it('removes what dead writers left, and nothing of the living', async () => {
    await createFsStore({ root }).check({ create: true });
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    const living = temporaryName();
    const dead = living.replace(`~${process.pid}~`, `~${child.pid}~`);
    const elsewhere = living.replace(/^[^~]+/, 'otherhost');
    const stale = `${elsewhere}-stale`;
    for (const name of [living, dead, elsewhere, stale]) await writeFile(join(root, 'tmp', name), 'x');
    const longAgo = new Date(Date.now() - 25 * 3600 * 1000);
    await utimes(join(root, 'tmp', stale), longAgo, longAgo);
    await createFsStore({ root }).put('key', 'value');
    expect((await readdir(join(root, 'tmp'))).sort()).toEqual([living, elsewhere].sort());
  });

  it('leaves no temporary file behind a stream that fails', async () => {
    const store = createFsStore({ root });
    const failing = Readable.from(
      (async function* () {
        yield Buffer.from('half');
        throw new Error('hung up');
      })(),
    );
    await expect(store.put('key', failing)).rejects.toThrow('hung up');
    expect(await readdir(join(root, 'tmp'))).toEqual([]);
  });

  it('names the file when one is damaged', async () => {
    const store = createFsStore({ root });
    await store.put('incoming/a', 'value');
    const [shard = ''] = await readdir(join(root, 'objects'));
    const [folder = ''] = await readdir(join(root, 'objects', shard));
    const [file = ''] = await readdir(join(root, 'objects', shard, folder));
    await writeFile(join(root, 'objects', shard, folder, file), 'garbage!');
    await expect(store.getBytes('incoming/a')).rejects.toThrow(file);
    await expect(store.list('incoming/')[Symbol.asyncIterator]().next()).rejects.toThrow(file);
  });

  it('lists one tree without opening another', async () => {
    const store = createFsStore({ root });
    await store.put('artefacts/a', 'value');
    await store.put('incoming/b', 'value');
    const shard = join(root, 'objects', 's-artefacts');
    const [folder = ''] = await readdir(shard);
    await writeFile(join(shard, folder, '0'.repeat(64)), 'damaged: opening it would fail');
    const keys: string[] = [];
    for await (const { key } of store.list('incoming/')) keys.push(key);
    expect(keys).toEqual(['incoming/b']);
  });

  it('needs its address and secret to presign', async () => {
    await expect(createFsStore({ root }).presignGet('a', { expiresIn: 1 })).rejects.toThrow(/baseUrl/);
  });
});
