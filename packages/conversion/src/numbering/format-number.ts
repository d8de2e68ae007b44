import characters from '../data/numbering-characters.json' with { type: 'json' };

type Format = (value: number) => string;

const { digits, units, tenThousand } = characters;

/**
 * A list number as Word writes it. Formats of ST_NumberFormat (ECMA-376 part 1, §17.18.59); one we do not know is decimal.
 * Numbers beyond a closed sequence (①–⑳) are decimal too.
 */
export function formatNumber(format: string, value: number): string {
  const sequence = Object.hasOwn(sequences, format) ? sequences[format] : undefined;
  if (sequence !== undefined)
    return value > 0 && value <= sequence.length ? (sequence[value - 1] ?? '') : String(value);
  const known = Object.hasOwn(formats, format) ? formats[format] : undefined;
  return known === undefined || value < 0 ? String(value) : known(value);
}

const sequences: Record<string, string[]> = Object.fromEntries(
  Object.entries(characters.sequences).map(([name, text]) => [name, [...text]]),
);

const formats: Record<string, Format> = {
  none: () => '',
  bullet: () => '',
  decimalZero: (value) => String(value).padStart(2, '0'),
  decimalFullWidth: (value) => positional(value, '０１２３４５６７８９'),
  decimalFullWidth2: (value) => positional(value, '０１２３４５６７８９'),
  numberInDash: (value) => `- ${value} -`,
  upperLetter: letters,
  lowerLetter: (value) => letters(value).toLowerCase(),
  upperRoman: roman,
  lowerRoman: (value) => roman(value).toLowerCase(),
  ordinal: (value) => `${value}${ordinalEnding(value)}`,
  hex: (value) => value.toString(16).toUpperCase(),
  // Up to 99 all Chinese countings agree; from 100 on these two write digits (一○○), the "thousand" ones 一百.
  chineseCounting: (value) =>
    value < 100 ? chinese(value) : positional(value, digits.chinese, digits.circleZero),
  taiwaneseCounting: (value) =>
    value < 100 ? chinese(value) : positional(value, digits.chinese, digits.circleZero),
  chineseCountingThousand: (value) => chinese(value),
  taiwaneseCountingThousand: (value) => chinese(value),
  japaneseCounting: (value) => chinese(value, { dropOne: true, dropZero: true }),
  ideographDigital: (value) => positional(value, digits.chinese),
  japaneseDigitalTenThousand: (value) => positional(value, digits.chinese),
  taiwaneseDigital: (value) => positional(value, digits.chinese, digits.circleZero),
  chineseLegalSimplified: (value) => legal(value, digits.legalSimplified, tenThousand.simplified),
  ideographLegalTraditional: (value) => legal(value, digits.legalTraditional, tenThousand.traditional),
  japaneseLegal: (value) =>
    counting(value, digits.japaneseLegal, units.japaneseLegal, tenThousand.traditional, ''),
  ideographZodiacTraditional: (value) =>
    `${pick(characters.stems, value)}${pick(characters.branches, value)}`,
};

function chinese(value: number, { dropOne = false, dropZero = false } = {}): string {
  const zero = dropZero ? '' : digits.chineseZero;
  const written = counting(value, digits.chinese, units.chinese, tenThousand.simplified, zero);
  return dropOne ? written.replaceAll(/一(?=[十百千])/gu, '') : written.replace(/^一十/u, '十');
}

function legal(value: number, figures: string, million: string): string {
  return counting(value, figures, units.legal, million, figures[0] ?? '');
}

/** Chinese numerals up to 99,999,999; one `zero` for each run of empty places inside the number. */
function counting(
  value: number,
  figures: string,
  places: string[],
  tenThousandSign: string,
  zero: string,
): string {
  if (value === 0) return figures[0] ?? '';
  if (value >= 100_000_000) return String(value);
  if (value >= 10_000) {
    const [high, low] = [Math.floor(value / 10_000), value % 10_000];
    const rest =
      low === 0 ? '' : `${low < 1000 ? zero : ''}${counting(low, figures, places, tenThousandSign, zero)}`;
    return `${counting(high, figures, places, tenThousandSign, zero)}${tenThousandSign}${rest}`;
  }
  let written = '';
  let pendingZero = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(value / 10 ** place) % 10;
    if (digit === 0) pendingZero = written !== '';
    else {
      written += `${pendingZero ? zero : ''}${figures[digit] ?? ''}${places[place] ?? ''}`;
      pendingZero = false;
    }
  }
  return written;
}

function positional(value: number, figures: string, zero = figures[0] ?? ''): string {
  return [...String(value)]
    .map((digit) => (digit === '0' ? zero : (figures[Number(digit)] ?? digit)))
    .join('');
}

/** A … Z, AA, BB … ZZ, AAA: Word repeats the letter. */
function letters(value: number): string {
  if (value === 0) return '0';
  return String.fromCharCode(65 + ((value - 1) % 26)).repeat(Math.min(30, Math.floor((value - 1) / 26) + 1));
}

function roman(value: number): string {
  if (value === 0 || value >= 4000) return String(value);
  const table = [
    [1000, 'M'],
    [900, 'CM'],
    [500, 'D'],
    [400, 'CD'],
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ] as const;
  let rest = value;
  let written = '';
  for (const [amount, sign] of table) {
    written += sign.repeat(Math.floor(rest / amount));
    rest %= amount;
  }
  return written;
}

function ordinalEnding(value: number): string {
  if (value % 100 >= 11 && value % 100 <= 13) return 'th';
  return ['th', 'st', 'nd', 'rd'][value % 10] ?? 'th';
}

function pick(sequence: string, value: number): string {
  return value < 1 ? '' : (sequence[(value - 1) % sequence.length] ?? '');
}
