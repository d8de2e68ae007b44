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
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    if (byte === backslash) {
      const { token, end } = readControl(bytes, at + 1);
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

function readControl(bytes: Uint8Array, start: number): { token: RtfToken; end: number } {
  const first = bytes[start] ?? 0;
  if (first === 0x27) {
    const value = Number.parseInt(latin(bytes, start + 1, start + 3), 16);
    return Number.isNaN(value)
      ? { token: { kind: 'symbol', name: "'" }, end: start + 1 }
      : { token: { kind: 'byte', value }, end: start + 3 };
  }
  if (!isLetter(first))
    return { token: { kind: 'symbol', name: String.fromCharCode(first) }, end: start + 1 };
  let end = start;
  while (end < bytes.length && end - start < maxNameLength && isLetter(bytes[end] ?? 0)) end += 1;
  const name = latin(bytes, start, end);
  const digits = end;
  if (bytes[end] === 0x2d && isDigit(bytes[end + 1] ?? 0)) end += 1;
  while (end - digits < 11 && isDigit(bytes[end] ?? 0)) end += 1;
  const value = end === digits ? undefined : Number.parseInt(latin(bytes, digits, end), 10);
  // One space closes a control word and is no text.
  return { token: { kind: 'word', name, value }, end: bytes[end] === 0x20 ? end + 1 : end };
}

function latin(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end));
}
