import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { archiveLimits } from '../src/upload/archive-limits.ts';
import { collectArchive } from '../src/upload/collect-archive.ts';
import type { Collection } from '../src/upload/upload-file.ts';
import { unicodePath, writeZip, type ZipEntry } from './build-zip.ts';

let folder: string;
let opened: Collection[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nianbao-zip-test-'));
  opened = [];
});
afterEach(async () => {
  for (const collection of opened) await collection.close();
  await rm(folder, { recursive: true });
});

async function collect(entries: ZipEntry[], limits = archiveLimits): Promise<Collection> {
  const path = join(folder, 'archive.zip');
  await writeZip(path, entries);
  const collection = await collectArchive({ path, origin: 'archive.zip', prefix: '' }, limits);
  opened.push(collection);
  return collection;
}

const gbk = (name: string): Buffer => iconv.encode(name, 'gbk');
const utf8 = (name: string): Buffer => Buffer.from(name, 'utf8');
const names = ({ files }: Collection): string[] => files.map((file) => file.name);

describe('names in archives', () => {
  it('of Windows (GBK, unmarked) are read', async () => {
    const collection = await collect([
      { name: gbk('2024年\\石桥镇法治报告.docx') },
      { name: gbk('云溪县/报告.txt') },
    ]);
    expect(names(collection)).toEqual(['2024年/石桥镇法治报告.docx', '云溪县/报告.txt']);
  });

  it('in UTF-8 are read, marked or not, and composed', async () => {
    expect(
      names(await collect([{ name: utf8('石桥镇.txt'), utf8Flag: true }, { name: utf8('ascii.txt') }])),
    ).toEqual(['石桥镇.txt', 'ascii.txt']);
    expect(
      names(await collect([{ name: utf8('石桥镇.txt') }, { name: utf8('re\u0301sume\u0301.txt') }])),
    ).toEqual(['石桥镇.txt', 'résumé.txt']);
  });

  it('are taken from the Unicode extra field when its checksum is right', async () => {
    const name = gbk('石桥.txt');
    expect(names(await collect([{ name, extra: unicodePath(name, '石橋鎮.txt') }]))).toEqual(['石橋鎮.txt']);
    expect(names(await collect([{ name, extra: unicodePath(gbk('别的.txt'), '别的.txt') }]))).toEqual([
      '石桥.txt',
    ]);
  });

  it('that are neither are read as CP437', async () => {
    expect(names(await collect([{ name: Buffer.from([0x81, 0x2e, 0x74, 0x78, 0x74]) }]))).toEqual(['ü.txt']);
  });

  it('cannot climb out of the batch', async () => {
    const evil = [
      '../../etc/passwd.txt',
      '/abs/a.txt',
      'C:\\windows\\b.txt',
      './x/../c.txt',
      '..',
      'd\u0000e.txt',
    ];
    const collection = await collect(evil.map((name) => ({ name: utf8(name) })));
    expect(names(collection)).toEqual(['etc/passwd.txt', 'abs/a.txt', 'windows/b.txt', 'x/c.txt', 'de.txt']);
  });
});

describe('archives', () => {
  it('give their files, again on each opening', async () => {
    const [file] = (await collect([{ name: utf8('a.txt'), content: utf8('内容') }])).files;
    for (let n = 0; n < 2; n++) {
      const chunks: Buffer[] = [];
      for await (const chunk of (await file?.open()) ?? []) chunks.push(chunk as Buffer);
      expect(Buffer.concat(chunks).toString()).toBe('内容');
    }
  });

  it('list what is protected or too large, and ignore what systems leave behind', async () => {
    const entries = [
      { name: utf8('locked.docx'), encrypted: true },
      { name: utf8('big.txt'), content: Buffer.alloc(2000) },
      { name: utf8('__MACOSX/._a.txt') },
      { name: utf8('x/~$报告.docx') },
      { name: utf8('folder/') },
      { name: utf8('ok.txt') },
    ];
    const { files, skipped, ignored } = await collect(entries, { ...archiveLimits, entryBytes: 1000 });
    expect(files.map((file) => file.name)).toEqual(['ok.txt']);
    expect(skipped.map(({ origin, reason }) => [origin, reason])).toEqual([
      ['archive.zip!locked.docx', 'encrypted'],
      ['archive.zip!big.txt', 'too-large'],
    ]);
    expect(ignored).toBe(2);
  });

  it('stop at the limit of entries and say how many are left', async () => {
    const entries = Array.from({ length: 5 }, (_, n) => ({ name: utf8(`${n}.txt`) }));
    const { files, skipped } = await collect(entries, { ...archiveLimits, entries: 3 });
    expect(files).toHaveLength(3);
    expect(skipped).toEqual([{ origin: 'archive.zip', reason: 'too-many-entries', detail: '2' }]);
  });

  it('inside archives are opened, down to the limit', async () => {
    const inner = join(folder, 'inner.zip');
    await writeZip(inner, [{ name: gbk('石桥镇.txt'), content: utf8('深处') }]);
    const content = await readFile(inner);
    const collection = await collect([{ name: utf8('2024/inner.zip'), content }]);
    expect(names(collection)).toEqual(['2024/inner/石桥镇.txt']);
    const flat = await collect([{ name: utf8('inner.zip'), content }], { ...archiveLimits, depth: 1 });
    expect(flat.skipped.map(({ reason }) => reason)).toEqual(['too-deep']);
  });

  it('with a damaged directory give what stands before the damage', async () => {
    const path = join(folder, 'half.zip');
    await writeZip(path, [{ name: utf8('a.txt') }, { name: utf8('b.txt') }]);
    const bytes = await readFile(path);
    bytes[bytes.lastIndexOf('PK\x01\x02')] = 0;
    await writeFile(path, bytes);
    const collection = await collectArchive({ path, origin: 'half.zip', prefix: '' });
    opened.push(collection);
    expect(names(collection)).toEqual(['a.txt']);
    expect(collection.skipped).toMatchObject([{ origin: 'half.zip', reason: 'corrupt-archive' }]);
  });

  it('that are damaged are listed, not thrown', async () => {
    const path = join(folder, 'broken.zip');
    await writeFile(path, 'PK\x03\x04 not really');
    const { files, skipped } = await collectArchive({ path, origin: 'broken.zip', prefix: '' });
    expect(files).toEqual([]);
    expect(skipped).toMatchObject([{ origin: 'broken.zip', reason: 'corrupt-archive' }]);
  });
});
