/** What an RTF file is made of. A word without a number has `value` undefined. */
export type RtfToken =
  | { kind: 'open' }
  | { kind: 'close' }
  | { kind: 'word'; name: string; value: number | undefined }
  | { kind: 'symbol'; name: string }
  | { kind: 'byte'; value: number };

const backslash = 0x5c;
const braceOpen = 0x7b;
const braceClose = 0x7d;
const maxNameLength = 32;
const isLetter = (byte: number): boolean => (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90);
const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;

/** Cuts a file into tokens; line breaks between them and the data of `\bin` are left out. */
export function* readTokens(bytes: Uint8Array): Generator<RtfToken> {
  // One character a byte: cutting words out of a string is many times faster than out of bytes.
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  let at = 0;
  while (at < source.length) {
    const byte = source.charCodeAt(at);
    if (byte === backslash) {
      const { token, end } = readControl(source, at + 1);
      at = end;
      if (token.kind === 'word' && token.name === 'bin') at += Math.max(0, token.value ?? 0);
      else yield token;
      continue;
    }
    at += 1;
    if (byte === braceOpen) yield { kind: 'open' };
    else if (byte === braceClose) yield { kind: 'close' };
    else if (byte !== 10 && byte !== 13 && byte !== 0) yield { kind: 'byte', value: byte };
  }
}

function readControl(source: string, start: number): { token: RtfToken; end: number } {
  const first = source.charCodeAt(start);
  if (first === 0x27) {
    const value = Number.parseInt(source.slice(start + 1, start + 3), 16);
    return Number.isNaN(value)
      ? { token: { kind: 'symbol', name: "'" }, end: start + 1 }
      : { token: { kind: 'byte', value }, end: start + 3 };
  }
  if (!isLetter(first)) return { token: { kind: 'symbol', name: source.charAt(start) }, end: start + 1 };
  let end = start;
  while (end < source.length && end - start < maxNameLength && isLetter(source.charCodeAt(end))) end += 1;
  const name = source.slice(start, end);
  const digits = end;
  if (source.charCodeAt(end) === 0x2d && isDigit(source.charCodeAt(end + 1))) end += 1;
  while (end - digits < 11 && isDigit(source.charCodeAt(end))) end += 1;
  const value = end === digits ? undefined : Number.parseInt(source.slice(digits, end), 10);
  // One space closes a control word and is no text.
  return { token: { kind: 'word', name, value }, end: source.charCodeAt(end) === 0x20 ? end + 1 : end };
}
