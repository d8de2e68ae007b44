import { countHan } from '../../han-statistics.ts';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5';

export interface Detection {
  encoding: TextEncoding;
  /** Bytes of the byte order mark, to be skipped. */
  bomLength: number;
  /** Share of characters that running Chinese or ASCII text is made of, 0–1; 1 when a BOM or valid UTF-8 settles it. */
  confidence: number;
}

const sampleBytes = 65_536;
/** Up to this share of broken bytes the file is UTF-8 all the same: GB18030 would turn all of it to mojibake. */
const maxBrokenUtf8 = 0.01;
const maxControlShare = 0.02;

/** Byte order mark, then strict UTF-8, then the decoding with the most everyday characters. */
export function detectEncoding(bytes: Uint8Array): Detection {
  const marked = detectBom(bytes);
  if (marked !== undefined) return marked;
  const sample = bytes.subarray(0, sampleBytes);
  if (!hasManyNuls(sample) && isMostlyUtf8(bytes)) return { encoding: 'utf-8', bomLength: 0, confidence: 1 };
  const guesses = (['gb18030', 'big5', 'utf-16le', 'utf-16be'] as const).map((encoding) => ({
    encoding,
    bomLength: 0,
    confidence: plausibility(new TextDecoder(encoding).decode(sample)),
  }));
  return guesses.reduce((best, guess) => (guess.confidence > best.confidence ? guess : best));
}

/** Whether the bytes are text in one of the encodings a report comes in. */
export function looksLikeText(sample: Uint8Array): boolean {
  const { encoding, confidence } = detectEncoding(sample);
  return confidence >= 0.4 && (encoding.startsWith('utf-16') || controlShare(sample) <= maxControlShare);
}

function detectBom(bytes: Uint8Array): Detection | undefined {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', bomLength: 3, confidence: 1 };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', bomLength: 2, confidence: 1 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', bomLength: 2, confidence: 1 };
  return undefined;
}

function isMostlyUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    const decoded = new TextDecoder('utf-8').decode(bytes);
    // One wrong byte may break the whole character it stands in: neighbours count as one.
    const broken = decoded.match(/\uFFFD+/gu)?.length ?? 0;
    return broken / bytes.byteLength < maxBrokenUtf8 && plausibility(decoded) > 0.5;
  }
}

function plausibility(text: string): number {
  const { total, common, printable, rubbish } = countHan(text);
  return total === 0 ? 0 : Math.max(0, (common + 0.7 * printable - 3 * rubbish) / total);
}

function hasManyNuls(sample: Uint8Array): boolean {
  return sample.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0) > sample.byteLength * 0.2;
}

function controlShare(sample: Uint8Array): number {
  const controls = sample.reduce((count, byte) => count + (byte < 9 || (byte > 13 && byte < 32) ? 1 : 0), 0);
  return controls / Math.max(1, sample.byteLength);
}
