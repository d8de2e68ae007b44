import { describe, expect, it } from 'vitest';
import { decodeMetadata, encodeMetadata } from '../src/metadata.ts';

describe('metadata', () => {
  it.each(['v1.2 final', '', ' ', '报告', 'a\nb', '=?UTF-8?B?QQ==?=', 'two  spaces', '📄'])(
    'carries %j',
    (value) => {
      const encoded = encodeMetadata({ name: value });
      expect(encoded.name).toMatch(/^[ -~]+$/);
      expect(decodeMetadata(encoded)).toEqual({ name: value });
    },
  );

  it('leaves plain values readable for other tools', () => {
    expect(encodeMetadata({ name: 'report.pdf' })).toEqual({ name: 'report.pdf' });
    expect(encodeMetadata({ name: '年' })).toEqual({ name: '=?UTF-8?B?5bm0?=' });
  });

  it('refuses odd names and more than S3 takes', () => {
    expect(() => encodeMetadata({ 'Bad Name': 'x' })).toThrow(RangeError);
    expect(() => encodeMetadata({ a: 'x'.repeat(2048) })).toThrow(RangeError);
    expect(encodeMetadata({ a: 'x'.repeat(2047) }).a?.length).toBe(2047);
  });
});
