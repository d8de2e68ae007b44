import { detectEncoding } from '../txt/detect-encoding.ts';

export interface DecodedPage {
  markup: string;
  encoding: string;
}

/** Where browsers look for the declaration, and a little more. */
const declarationWindow = 4096;
const detectionWindow = 65_536;
const declaration = /<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w-]{2,20})/iu;

/** Byte order mark, then UTF-8 whatever is declared, then the declaration, then the look of the bytes. */
export function decodeHtml(bytes: Uint8Array): DecodedPage {
  const detected = detectEncoding(bytes);
  if (detected.bomLength > 0 || detected.encoding.startsWith('utf-16'))
    return decode(bytes.subarray(detected.bomLength), detected.encoding);
  // A page may be script for its greater part: only what is not ASCII tells the encoding.
  const { encoding } = detectEncoding(beyondAscii(bytes));
  return decode(bytes, encoding === 'utf-8' ? encoding : (declaredEncoding(bytes) ?? encoding));
}

/** The bytes beyond ASCII and the one behind each, which may be the second half of a character. */
function beyondAscii(bytes: Uint8Array): Uint8Array {
  return bytes
    .filter((byte, index) => byte > 0x7f || (bytes[index - 1] ?? 0) > 0x7f)
    .subarray(0, detectionWindow);
}

/** The label's encoding; all names of GBK mean its superset. UTF-8 is not believed here: the bytes are not valid. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, declarationWindow)).toString('latin1');
  const label = declaration.exec(head)?.[1]?.toLowerCase();
  if (label === undefined || /^utf/u.test(label)) return undefined;
  try {
    const { encoding } = new TextDecoder(label);
    return encoding === 'gbk' ? 'gb18030' : encoding;
  } catch {
    return undefined;
  }
}

function decode(bytes: Uint8Array, encoding: string): DecodedPage {
  return { markup: new TextDecoder(encoding).decode(bytes), encoding };
}
