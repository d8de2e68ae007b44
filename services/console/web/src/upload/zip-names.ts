export interface RawZipName {
  bytes: Uint8Array<ArrayBuffer>;
  /** The archive says that it is UTF-8. */
  utf8: boolean;
}

/** Names as people gave them. Chinese Windows writes them in its own encoding and says nothing of it. */
export function decodeZipNames(names: readonly RawZipName[]): string[] {
  const silent = names.filter(({ utf8 }) => !utf8);
  const charset = silent.every(({ bytes }) => isUtf8(bytes)) ? 'utf-8' : 'gb18030';
  const [said, guessed] = [new TextDecoder('utf-8'), new TextDecoder(charset)];
  return names.map(({ bytes, utf8 }) => (utf8 ? said : guessed).decode(bytes));
}

function isUtf8(bytes: Uint8Array<ArrayBuffer>): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
