import { describe, expect, it } from 'vitest';
import { numberedName, uploadPlace } from '../src/http/upload-name.ts';

describe('uploadPlace', () => {
  it.each([
    ['2025', '云栖镇.docx', { batchId: '2025', name: '云栖镇.docx' }],
    [undefined, 'a.txt', { batchId: 'default', name: 'a.txt' }],
    ['b', '乡镇/云栖镇.docx', { batchId: 'b', name: '乡镇/云栖镇.docx' }],
    ['b', '乡镇\\云栖镇.docx', { batchId: 'b', name: '乡镇/云栖镇.docx' }],
    ['b', 'e\u0301.txt', { batchId: 'b', name: '\u00e9.txt' }],
    ['b', '..a/...', { batchId: 'b', name: '..a/...' }],
  ])('%s + %s', (batch, name, place) => {
    expect(uploadPlace(batch, name)).toEqual(place);
  });

  it.each([
    ['b', ''],
    ['b', '/etc/passwd'],
    ['b', '../x.txt'],
    ['b', 'a/../../x.txt'],
    ['b', 'a\\..\\x.txt'],
    ['b', './x.txt'],
    ['b', 'a//x.txt'],
    ['b', 'folder/'],
    ['b', 'a\u0000.txt'],
    ['b', 'a\r\nb.txt'],
    ['b', 'a\u007f.txt'],
    ['b', 'a\ud800.txt'],
    ['b', `${'镇'.repeat(84)}.txt`],
    ['b', Array(11).fill('x'.repeat(100)).join('/')],
    ['..', 'x.txt'],
    ['a/b', 'x.txt'],
    ['', 'x.txt'],
    ['b'.repeat(121), 'x.txt'],
  ])('refuses %j + %j', (batch, name) => {
    expect(() => uploadPlace(batch, name)).toThrow(expect.objectContaining({ code: 'NAME_INVALID' }));
  });
});

describe('numberedName', () => {
  it.each([
    ['a.docx', 'a (2).docx'],
    ['dir.d/a', 'dir.d/a (2)'],
    ['dir/a.tar.gz', 'dir/a.tar (2).gz'],
    ['.hidden', '.hidden (2)'],
    ['dir/.hidden', 'dir/.hidden (2)'],
  ])('%s', (name, numbered) => {
    expect(numberedName(name, 2)).toBe(numbered);
  });
});
