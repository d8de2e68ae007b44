import numerals from './data/numerals.json' with { type: 'json' };

const digits = new Map(Object.entries(numerals.digits));
const small = new Map(Object.entries(numerals.small));
const large = new Map(Object.entries(numerals.large));

export const hanNumeralClass = `[${[...digits.keys(), ...small.keys(), ...large.keys()].join('')}]`;
export const multiplierClass = `[${[...small.keys(), ...large.keys()].join('')}]`;

/** `1,260` and `1 260` → 1260; `31.8` → 31.8. */
export function parseArabic(literal: string): number {
  const value = Number(literal);
  return Number.isNaN(value) ? Number(literal.replace(/[,\s]/g, '')) : value;
}

/** A product or sum of decimals without the binary dust: 23.67 × 10000 → 236700. */
export function withoutDust(value: number): number {
  return Number.isSafeInteger(value) && value < 1e15 ? value : Number(value.toPrecision(15));
}

/** Product of the multipliers in `literal`: 万 → 10000, 百万 → 1000000, empty → 1. */
export function multiplierOf(literal: string): number {
  if (literal === '') return 1;
  let product = 1;
  for (const character of literal) product *= small.get(character) ?? large.get(character) ?? 1;
  return product;
}

/** Value of a numeral in words: 两万三千 → 23000, 十 → 10, 百 → 100, 三点五 → 3.5; null when it is none (三五, 一二). */
export function parseHan(literal: string): number | null {
  const [whole = '', fraction] = literal.split('点');
  const value = parseHanInteger(whole);
  if (value === null || fraction === undefined) return value;
  const decimals = [...fraction].map((character) => digits.get(character));
  if (decimals.length === 0 || decimals.some((digit) => digit === undefined)) return null;
  return Number(`${value}.${decimals.join('')}`);
}

function parseHanInteger(literal: string): number | null {
  if (literal === '') return null;
  const plain = [...literal].map((character) => digits.get(character));
  if (plain.every((digit) => digit !== undefined)) {
    return plain.length === 1 || plain.length > 3 ? Number(plain.join('')) : null;
  }
  let total = 0;
  let section = 0;
  let digit: number | null = null;
  for (const character of literal) {
    const value = digits.get(character);
    const step = small.get(character);
    const scale = large.get(character);
    if (value !== undefined) {
      if (digit !== null && digit !== 0) return null;
      digit = value;
    } else if (step !== undefined) {
      section += (digit ?? 1) * step;
      digit = null;
    } else if (scale !== undefined) {
      total = (total + section + (digit ?? (section + total === 0 ? 1 : 0))) * scale;
      section = 0;
      digit = null;
    }
  }
  return total + section + (digit ?? 0);
}
