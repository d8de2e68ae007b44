import { describe, expect, it } from 'vitest';
import { attachmentDisposition } from '../src/content-disposition.ts';
import { type PresignedGrant, signUrl, verifyUrl } from '../src/presigned-url.ts';

const base = 'http://127.0.0.1:8080/objects';
const secret = 'a secret for tests only';
const grant: PresignedGrant = { method: 'PUT', key: 'incoming/批次/../a+b%20.txt', expires: 1000, bytes: 12 };
const now = 999_999;

describe('presigned URLs', () => {
  it('carry the grant', () => {
    const url = signUrl(base, secret, grant);
    expect(verifyUrl('PUT', new URL(url), secret, now)).toEqual(grant);
    const named: PresignedGrant = { method: 'GET', key: 'a', expires: 1000, fileName: '报告.docx' };
    expect(verifyUrl('HEAD', new URL(signUrl(base, secret, named)), secret, now)).toEqual(named);
  });

  it.each([
    ['key', 'incoming/other'],
    ['expires', '2000'],
    ['bytes', '13'],
    ['bytes', ''],
    ['method', 'GET'],
    ['name', 'x'],
    ['signature', ''],
    ['signature', 'AAAA'],
  ])('are void once %s is %j', (name, value) => {
    const url = new URL(signUrl(base, secret, grant));
    url.searchParams.set(name, value);
    for (const method of ['PUT', 'GET', 'HEAD']) expect(verifyUrl(method, url, secret, now)).toBeNull();
  });

  it('are void for another method, another secret and after their time', () => {
    const url = new URL(signUrl(base, secret, grant));
    expect(verifyUrl('GET', url, secret, now)).toBeNull();
    expect(verifyUrl('PUT', url, 'another secret', now)).toBeNull();
    expect(verifyUrl('PUT', url, secret, 1_000_000)).toBeNull();
  });
});

describe('content disposition', () => {
  it('names the file in ASCII and UTF-8', () => {
    expect(attachmentDisposition('年报 (1)"a.txt')).toBe(
      `attachment; filename="__ (1)_a.txt"; filename*=UTF-8''%E5%B9%B4%E6%8A%A5%20%281%29%22a.txt`,
    );
    expect(attachmentDisposition('a\r\nX-Evil: 1')).not.toMatch(/[\r\n]/);
  });
});
