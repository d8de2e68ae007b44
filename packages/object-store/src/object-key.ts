/** S3's limit on a key, in bytes of UTF-8. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const maxKeyBytes = 1024;

/** Throws a RangeError unless `key` is 1–1,024 bytes of well-formed Unicode. */
export function assertKey(key: string): void {
  assertWellFormed(key);
  const bytes = Buffer.byteLength(key);
  if (bytes < 1 || bytes > maxKeyBytes)
    throw new RangeError(`an object key has 1-${maxKeyBytes} bytes, not ${bytes}`);
}

/** Throws a RangeError for text with a lone surrogate, which UTF-8 cannot carry. */
export function assertWellFormed(text: string): void {
  if (!text.isWellFormed()) throw new RangeError('an object key must be well-formed Unicode');
}

/** Compares two keys by their UTF-8 bytes, as S3 orders them. */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return utf8Rank(x) - utf8Rank(y);
  }
  return a.length - b.length;
}

/** UTF-16 puts surrogates (U+10000 and up) before U+E000–U+FFFF, UTF-8 after them. */
function utf8Rank(codeUnit: number): number {
  return codeUnit >= 0xd800 && codeUnit <= 0xdfff ? codeUnit + 0x10000 : codeUnit;
}
