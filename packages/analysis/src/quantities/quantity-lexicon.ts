import { compileOnce } from '../patterns/compile-once.ts';
import nonFigures from './data/non-figures.json' with { type: 'json' };
import units from './data/units.json' with { type: 'json' };
import type { FormRow } from './form-rows.ts';
import { hanNumeralClass, multiplierClass } from './numerals.ts';

/** A profile's own additions to the units and slogans of the language. */
export interface QuantityProfile {
  /** Regular expressions over width-folded text: numbers inside are names. */
  slogans: string[];
  /** Classifiers only this genre uses. */
  units: string[];
  /** Rows of the forms the genre prescribes, tried in this order. */
  forms: FormRow[];
}

export interface QuantityLexicon {
  /** Sticky matchers, tried in this order at each number. */
  range: RegExp;
  arabic: RegExp;
  han: RegExp;
  hanRange: RegExp;
  /** The rest of a list whose unit stands behind its last number: 提高20.9、36.2、54个百分点. */
  listUnit: RegExp;
  singleUnits: ReadonlySet<string>;
  hanStop: ReadonlyMap<string, RegExp>;
}

const arabicLiteral =
  '\\d{1,3}(?:,\\d{3}){1,5}(?:\\.\\d{1,9})?(?!\\d)|\\d{1,3}(?: \\d{3}){1,5}(?![\\d.])|\\d{1,18}(?:\\.\\d{1,9})?';
const longestLiteral = 33;
// 两个多小时: the classifier stands before the word.
const approximation = '(?:[余多几来]|个[余多](?=小时|学时|课时|工作日|百分点))';
const gap = '(?:[ \\t]{0,2}|\\n(?=[个件次名人元宗场份项户]))';
// 千米 and 千瓦 are units, not thousands of 米.
const multiplier = `(?:(?!千[米瓦克伏])${multiplierClass}){1,3}`;

/** The matchers of the language with a profile's additions, compiled once per profile. */
export const quantityLexicon = compileOnce((profile: QuantityProfile): QuantityLexicon => {
  const names = [...composedUnits(), ...units.plain, ...profile.units];
  const unit = unitPattern(names);
  // Few numbers have such a mark behind them, with a unit and a space between at most: that is seen sooner than that no unit fits.
  const longestGap = Math.max(...names.map(({ length }) => length)) + 1;
  const openRange = `(?=[\\d,. ]{1,${longestLiteral}}[^-—–~至到]{0,${longestGap}}[-—–~至到])`;
  const hanUnit = unitPattern([...composedUnits(), ...units.withHanNumeral, ...profile.units]);
  const han = `${hanNumeralClass}{1,20}(?:点${hanNumeralClass}{1,4})?`;
  return {
    range: new RegExp(
      `${openRange}(?<from>${arabicLiteral})(?<fromUnit>${multiplier}|${unit})?\\s?(?:[-—–~至到]{1,2})\\s?(?<to>${arabicLiteral})(?<scale>${multiplier})?(?<inside>${approximation})?${gap}(?<unit>${unit})`,
      'y',
    ),
    arabic: new RegExp(
      `(?<number>${arabicLiteral})${gap}(?<before>${approximation})?(?<scale>${multiplier})?(?<rest>\\d{1,18}(?:\\.\\d{1,9})?(?<restScale>[百千万])?)?(?:(?<inside>${approximation})(?<last>[万亿])?)?${gap}(?:个(?=人次|人(?![一-龥])))?(?<unit>${unit})?`,
      'y',
    ),
    hanRange: new RegExp(
      `(?<from>${han})[至到](?<to>${han})(?<inside>${approximation})?(?<unit>${hanUnit})`,
      'y',
    ),
    han: new RegExp(
      `(?<number>${han})(?<inside>${approximation})?(?<scale>[万亿])?(?<unit>${hanUnit})?`,
      'y',
    ),
    listUnit: new RegExp(
      `(?:\\s?[、和与及]\\s?(?:${arabicLiteral})(?:${multiplier})?){0,4}?\\s?[、和与及]\\s?(?:${arabicLiteral})(?<scale>${multiplier})?(?:个(?=人次))?(?<unit>${unit})`,
      'y',
    ),
    singleUnits: new Set(units.single),
    hanStop: new Map(
      Object.entries(nonFigures.hanStopFollowers).map(([name, followers]) => [
        name,
        new RegExp(`^(?:${followers})`),
      ]),
    ),
  };
});

function composedUnits(): string[] {
  const { personTime, optionalPlural } = units;
  const plural = optionalPlural.stems.flatMap((stem) =>
    optionalPlural.inner.flatMap((inner) => [`${stem}（${inner}）`, `${stem}(${inner})`]),
  );
  return [...plural, ...personTime.stems.map((stem) => stem + personTime.suffix)];
}

function unitPattern(names: readonly string[]): string {
  const restricted = new Map<string, string>(Object.entries(units.restricted));
  const alternatives = [...new Set(names)]
    .sort((left, right) => right.length - left.length)
    .map((name) => {
      const not = restricted.get(name);
      return name.replace(/[()]/g, '\\$&') + (not ? `(?!${not})` : '');
    });
  return `(?:${alternatives.join('|')})`;
}
