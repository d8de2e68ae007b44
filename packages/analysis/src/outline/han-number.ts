const digits = '零一二三四五六七八九';
const smallNumbers = new Map([...hanNumbers(), ...circledNumbers()]);

/** Value of a small number in Arabic digits, Han numerals (二十一) or a circled digit (③); null when it is none. */
export function parseNumber(text: string): number | null {
  return smallNumbers.get(text) ?? (/^\d+$/.test(text) ? Number(text) : null);
}

/** A year in digits or Han numerals: 2024, 二○二四, 二〇二四 (folded to ○), 二零二四; null when out of 1949–2199. */
export function parseYear(text: string): number | null {
  const plain = [...text.replace(/[○O0零]/g, '0')]
    .map((character) => (digits.includes(character) ? String(digits.indexOf(character)) : character))
    .join('');
  const year = Number(plain);
  return /^\d{4}$/.test(plain) && year >= 1949 && year < 2200 ? year : null;
}

/** 一 to 九十九; ten is 十, and 一十 now and then. */
function* hanNumbers(): Generator<[string, number]> {
  for (let number = 1; number < 100; number += 1) {
    const [tens, ones] = [Math.floor(number / 10), number % 10];
    const last = ones === 0 ? '' : digits.charAt(ones);
    if (tens < 2) yield [(tens === 0 ? '' : '十') + last, number];
    if (tens > 0) yield [`${digits.charAt(tens)}十${last}`, number];
  }
}

/** ① to ⑳ */
function* circledNumbers(): Generator<[string, number]> {
  for (let number = 1; number <= 20; number += 1) yield [String.fromCharCode(0x245f + number), number];
}
