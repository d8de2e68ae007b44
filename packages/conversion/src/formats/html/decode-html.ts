import { detectEncoding } from '../txt/detect-encoding.ts';

export interface DecodedPage {
  markup: string;
  encoding: string;
}

/** Where browsers look for the declaration, and a little more. */
const declarationWindow = 4096;
const detectionWindow = 65_536;
const declaration = /<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w-]{2,20})/iu;

/** Byte order mark, then valid UTF-8 whatever is declared, then the declaration, then the look of the bytes. */
export function decodeHtml(bytes: Uint8Array): DecodedPage {
  const detected = detectEncoding(bytes);
  const rest = bytes.subarray(detected.bomLength);
  if (detected.bomLength > 0 || detected.encoding === 'utf-8') return decode(rest, detected.encoding);
  const declared = declaredEncoding(bytes);
  if (declared !== undefined) return decode(bytes, declared);
  return decode(bytes, detected.encoding.startsWith('utf-16') ? detected.encoding : detectAfterMarkup(bytes));
}

/** A page may open with more script than text: what tells the encoding begins at the first byte that is not ASCII. */
function detectAfterMarkup(bytes: Uint8Array): string {
  const start = bytes.findIndex((byte) => byte > 0x7f);
  return detectEncoding(bytes.subarray(Math.max(0, start)).subarray(0, detectionWindow)).encoding;
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
