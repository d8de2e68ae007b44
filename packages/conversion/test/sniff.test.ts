import { describe, expect, test } from 'vitest';
import { sniff } from '../src/sniff.ts';
import { buildZip } from './support/build-docx.ts';

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const ole = (stream: string): Uint8Array =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(500),
    Buffer.from(stream, 'utf16le'),
    Buffer.alloc(100),
  ]);

describe('sniff goes by the bytes', () => {
  test.each([
    ['a PDF, whatever its name', text('%PDF-1.7\n'), 'a.docx', 'pdf'],
    ['a PDF after garbage', text(`${'x'.repeat(900)}%PDF-1.4`), 'a.pdf', 'pdf'],
    ['%PDF too far in', text(`${'字'.repeat(900)}%PDF-1.4`), 'a.txt', 'txt'],
    ['RTF named .doc', text('{\\rtf1\\ansi'), 'a.doc', 'rtf'],
    ['HTML named .txt', text('\n<!DOCTYPE html><html>'), 'a.txt', 'html'],
    ['HTML after a BOM', text('\uFEFF<html><body>'), 'a.doc', 'html'],
    ['an ELF program named .docx', Buffer.from('7f454c4602010100', 'hex'), 'a.docx', 'executable'],
    ['a Windows program', Buffer.from('4d5a900003000000', 'hex'), 'a.pdf', 'executable'],
    ['a text that begins with MZ', text('MZ 镇人民政府关于法治政府建设的报告'), 'a.txt', 'txt'],
    ['a PNG', Buffer.from('89504e470d0a1a0a00000000', 'hex'), 'a.pdf', 'image'],
    ['a JPEG', Buffer.from('ffd8ffe000104a464946', 'hex'), 'a', 'image'],
    ['a Word 97 file', ole('WordDocument'), 'a.docx', 'doc'],
    ['an encrypted .docx', ole('EncryptedPackage'), 'a.docx', 'docx'],
    ['a WPS file that holds a Word document', ole('WordDocument'), 'a.wps', 'doc'],
    ['a WPS file of another kind', ole('CONTENTS'), 'a.wps', 'wps'],
    ['an OLE file of another kind', ole('Workbook'), 'a.xls', 'unknown'],
    ['Chinese text without a name', text('本镇全面推进法治政府建设，取得明显成效。'), '', 'txt'],
    [
      'binary data',
      Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919 + (i >> 3)) % 256)),
      'a.dat',
      'unknown',
    ],
    ['an ODF text', text('PK\u0003\u0004mimetypeapplication/vnd.oasis.opendocument.text'), 'a.docx', 'odt'],
    ['nothing', new Uint8Array(), 'a.txt', 'unknown'],
  ] as const)('%s', (_, bytes, name, format) => {
    expect(sniff(bytes, name)).toBe(format);
  });

  test.each([
    [['word/document.xml', '<x/>'], 'a.zip', 'docx'],
    [['OFD.xml', '<x/>'], 'a.zip', 'ofd'],
    [['xl/workbook.xml', '<x/>'], 'a.docx', 'unknown'],
    [['report.txt', 'x'], 'a.zip', 'zip'],
    [['report.txt', 'x'], 'a.docx', 'docx'],
  ] as const)('a zip with %s named %s', async (entry, name, format) => {
    expect(sniff(await buildZip([[...entry]]), name)).toBe(format);
  });
});
