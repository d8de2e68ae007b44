import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { batchName } from '../src/batch-name.ts';
import { CliError } from '../src/cli-error.ts';
import { messagesIn } from '../src/messages/index.ts';
import { userFolder } from '../src/places.ts';
import { collectUploads } from '../src/upload/collect-uploads.ts';
import { writeZip } from './build-zip.ts';

const t = messagesIn('en');
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nianbao-collect-'));
  for (const path of ['in/2023', 'in/.git', 'other']) await mkdir(join(folder, path), { recursive: true });
  for (const path of [
    'in/a.docx',
    'in/2023/b.pdf',
    'in/.hidden.txt',
    'in/~$a.docx',
    'in/Thumbs.db',
    'in/.git/c.txt',
    'other/a.docx',
  ]) {
    await writeFile(join(folder, path), path);
  }
  await symlink(join(folder, 'other/a.docx'), join(folder, 'in/link.docx'));
  await writeZip(join(folder, 'in/z.zip'), [{ name: Buffer.from('inner/d.txt') }]);
});
afterEach(() => rm(folder, { recursive: true }));

async function namesOf(...inputs: string[]): Promise<string[]> {
  const collection = await collectUploads(inputs, folder, t);
  await collection.close();
  return collection.files.map((file) => file.name);
}

describe('collectUploads', () => {
  it('walks a folder, opens its archives, and leaves out hidden, lock and system files and links', async () => {
    const collection = await collectUploads(['in'], folder, t);
    await collection.close();
    expect(collection.files.map((file) => file.name)).toEqual(['2023/b.pdf', 'a.docx', 'z/inner/d.txt']);
    expect(collection.ignored).toBe(5);
  });

  it('gives names that are no UTF-8, hold control characters or end in a space a readable name, and finds the file', async () => {
    const odd = (name: string | Buffer) =>
      Buffer.concat([Buffer.from(join(folder, 'odd/')), Buffer.from(name)]);
    await mkdir(odd(''));
    // 青山 in GBK.
    await writeFile(odd(Buffer.from([0xc7, 0xe0, 0xc9, 0xbd, 0x2e, 0x74, 0x78, 0x74])), 'gbk');
    await writeFile(odd('two\nlines.txt'), 'lines');
    await writeFile(odd(' 空格 .txt '), 'space');
    const { files, skipped } = await collectUploads(['odd'], folder, t);
    expect(skipped).toEqual([]);
    expect(files.map(({ name }) => name)).toEqual(['空格 .txt', 'twolines.txt', '青山.txt']);
    const contents = await Promise.all(files.map(async ({ open }) => (await open()).toArray()));
    expect(contents.map(String)).toEqual(['space', 'lines', 'gbk']);
  });

  it('puts the names of several folders and archives in front', async () => {
    expect(await namesOf('in/2023', 'other', 'in/z.zip')).toEqual([
      '2023/b.pdf',
      'other/a.docx',
      'z/inner/d.txt',
    ]);
    expect(await namesOf('in/z.zip')).toEqual(['inner/d.txt']);
  });

  it('expands globs, relative and absolute', async () => {
    expect(await namesOf('**/*.docx')).toEqual(['in/a.docx', 'other/a.docx']);
    expect(await namesOf(join(folder, 'in/**/*.pdf'))).toEqual(['b.pdf']);
  });

  it('keeps two files of one name apart', async () => {
    expect(await namesOf('in/a.docx', 'other/a.docx')).toEqual(['a.docx', 'a (2).docx']);
  });

  it('stops at a path that does not exist', async () => {
    await expect(namesOf('in', 'nowhere')).rejects.toThrow(CliError);
    await expect(namesOf('nothing-*.docx')).rejects.toThrow('nothing-*.docx');
  });
});

describe('batchName', () => {
  it('is the name of the one input, so that a second run goes on in the same batch', () => {
    expect(batchName(undefined, ['年报2024/'], folder, t)).toBe('年报2024');
    expect(batchName(undefined, ['x/archive.zip'], folder, t)).toBe('archive');
    expect(batchName(undefined, ['a', 'b'], folder, t)).toMatch(/^upload-\d{4}-\d\d-\d\d$/);
    expect(batchName('mine', ['a'], folder, t)).toBe('mine');
  });

  it('refuses what cannot be a batch', () => {
    expect(() => batchName('a/b', ['a'], folder, t)).toThrow(CliError);
  });
});

describe('userFolder', () => {
  it('is INIT_CWD when a package manager changed to the checkout, and else where the process is', () => {
    const checkout = join(import.meta.dirname, '../../..');
    expect(userFolder({ INIT_CWD: '/home/user' }, checkout)).toBe('/home/user');
    expect(userFolder({ INIT_CWD: '/home/user' }, '/srv')).toBe('/srv');
    expect(userFolder({}, checkout)).toBe(checkout);
  });
});
