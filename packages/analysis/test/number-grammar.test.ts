import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getProfile, readDocument } from '../src/index.ts';
import { textDocument } from './text-document.ts';

const profile = getProfile();
const unit = fc.constantFrom('件', '人次', '场次', '户', '份', '起', '个');
const digits = '零一二三四五六七八九';

describe('a number that is written is read back', () => {
  it('in Arabic digits, with or without thousands commas', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), unit, fc.boolean(), (value, name, grouped) => {
        expectRead(`${grouped ? value.toLocaleString('en-US') : value}${name}`, { value, unit: name });
      }),
    );
  });

  it('in full-width digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), unit, (value, name) => {
        const wide = String(value).replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
        expectRead(wide + name, { value, unit: name });
      }),
    );
  });

  it('in Chinese numerals', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 99_999_999 }), unit, (value, name) => {
        expectRead(hanNumeral(value) + name, { value, unit: name });
      }),
    );
  });

  it('in tens of thousands and hundreds of millions', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999_999 }),
        fc.constantFrom(['万', 10_000], ['亿', 100_000_000] as const),
        unit,
        (hundredths, [word, factor], name) => {
          const value = Number(((hundredths / 100) * Number(factor)).toPrecision(15));
          expectRead(`${hundredths / 100}${word}${name}`, { value, unit: name });
        },
      ),
    );
  });

  it('with the words that make it rough or bound it', () => {
    const written = fc.constantFrom(
      { before: '约', after: '', approximation: '约' },
      { before: '', after: '余', approximation: '余' },
      { before: '', after: '多', approximation: '多' },
      { before: '不少于', after: '', bound: 'min' },
      { before: '至少', after: '', bound: 'min' },
    );
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 99_999 }), unit, written, (value, name, words) => {
        const { before, after, ...expected } = words;
        expectRead(`${before}${value}${after}${name}`, { value, unit: name, ...expected });
      }),
    );
  });
});

function expectRead(figure: string, expected: object): void {
  const text = `全年共排查矛盾纠纷${figure}。`;
  const { quantities } = readDocument(textDocument(text), profile).extraction;
  expect(quantities).toMatchObject([expected]);
  expect(text.slice(quantities[0]?.start, quantities[0]?.end)).toBe(figure);
}

/** The usual way to write it: 10200030 → 一千零二十万零三十. */
function hanNumeral(value: number): string {
  const high = Math.floor(value / 10_000);
  const low = value % 10_000;
  if (high === 0) return belowTenThousand(low);
  const zero = low > 0 && low < 1000 ? '零' : '';
  return `${belowTenThousand(high)}万${low > 0 ? zero + belowTenThousand(low) : ''}`;
}

function belowTenThousand(value: number): string {
  let written = '';
  let gap = false;
  for (const [name, step] of [
    ['千', 1000],
    ['百', 100],
    ['十', 10],
    ['', 1],
  ] as const) {
    const digit = Math.floor(value / step) % 10;
    if (digit === 0) gap = written !== '';
    else {
      written += (gap ? '零' : '') + digits.charAt(digit) + name;
      gap = false;
    }
  }
  return written;
}
