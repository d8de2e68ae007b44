import words from './rtf-words.json' with { type: 'json' };

/** What the header says about encodings. */
export interface RtfEncodings {
  /** Of the document, from `\ansicpg`. */
  document: string;
  /** By font number, from the font table. */
  fonts: Map<number, string>;
}

const wideEncodings = new Set(['gb18030', 'big5', 'shift_jis', 'euc-kr', 'utf-8']);
const charsets: Record<string, string> = words.charsets;
const codePages: Record<string, string> = words.codePages;

/** WHATWG name of the encoding of a font's `\fcharset`; `ansi` stands for the document's own. */
export function encodingOfCharset(charset: number): string {
  return charsets[String(charset)] ?? 'ansi';
}

/** WHATWG name of the encoding of `\ansicpg`. */
export function encodingOfCodePage(codePage: number): string {
  return codePages[String(codePage)] ?? 'windows-1252';
}

/**
 * Decodes a run of bytes by its font's character set, else by the document's code page. Writers put Chinese bytes under
 * Latin fonts too: what decodes without fault in a wide encoding of the file is taken for it before Latin letters are.
 */
export function decodeBytes(bytes: number[], font: number | undefined, encodings: RtfEncodings): string {
  const content = Buffer.from(bytes);
  if (bytes.every((byte) => byte < 0x80)) return content.toString('latin1');
  const own = (font === undefined ? undefined : encodings.fonts.get(font)) ?? 'ansi';
  const candidates = [own, encodings.document, ...encodings.fonts.values()].filter((encoding) =>
    wideEncodings.has(encoding),
  );
  for (const encoding of new Set(candidates)) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(content);
    } catch {
      // Not this one.
    }
  }
  const narrow = own === 'ansi' || own === 'symbol' ? encodings.document : own;
  return new TextDecoder(narrow).decode(content);
}
