const digits = '零一二三四五六七八九';

/** Value of a small number in Arabic digits, Han numerals (二十一) or a circled digit (③); null when it is none. */
export function parseNumber(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  const circled = text.length === 1 ? text.charCodeAt(0) - 0x245f : 0;
  if (circled >= 1 && circled <= 20) return circled;
  const match = /^([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)$/.exec(text);
  if (!match || text === '') return null;
  const [, tens = '', ten = '', ones = ''] = match;
  if (ten === '') return tens !== '' && ones === '' ? digits.indexOf(tens) : null;
  return (tens === '' ? 1 : digits.indexOf(tens)) * 10 + (ones === '' ? 0 : digits.indexOf(ones));
}

/** A year in digits or Han numerals: 2024, 二○二四, 二〇二四 (folded to ○), 二零二四; null when out of 1949–2199. */
export function parseYear(text: string): number | null {
  const plain = [...text.replace(/[○O0零]/g, '0')]
    .map((character) => (digits.includes(character) ? String(digits.indexOf(character)) : character))
    .join('');
  const year = Number(plain);
  return /^\d{4}$/.test(plain) && year >= 1949 && year < 2200 ? year : null;
}
