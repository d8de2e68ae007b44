import { describe, expect, it } from 'vitest';
import { getProfile } from '../src/index.ts';
import { analyse } from './analyse.ts';
import sentences from './cases/indicators.json' with { type: 'json' };
import heldOut from './cases/indicators-held-out.json' with { type: 'json' };

interface Case {
  text: string;
  /** Key → the value, or the values that are all acceptable. */
  expect: Record<string, number | number[]>;
  year?: number;
}

describe.each([
  { name: 'sentences', cases: sentences.cases as unknown as Case[] },
  { name: 'held-out sentences', cases: heldOut.cases as unknown as Case[] },
])('indicators of $name', ({ cases }) => {
  it.each(cases)('$text', ({ text, expect: wanted, year }) => {
    const { indicators } = analyse(text, year);
    expect(indicators.map(({ key }) => key).sort()).toEqual(Object.keys(wanted).sort());
    for (const { key, value } of indicators) expect([wanted[key]].flat()).toContain(value);
  });
});

describe('indicator', () => {
  it('names its rule and the quantities it rests on', () => {
    const { indicators, quantities } = analyse('办理城管类案件8起、消防类案件12起。');
    expect(indicators).toEqual([
      {
        key: 'enforcement_cases',
        value: 20,
        unit: '起',
        status: 'reported',
        quantityIds: quantities.map(({ id }) => id),
        rule: 'enforcement_cases/by-kind',
      },
    ]);
  });

  it('keeps the standing of a rate that is denied', () => {
    const [indicator] = analyse('行政执法证持证率尚未达到100%。').indicators;
    expect(indicator).toMatchObject({
      key: 'certification_rate',
      value: 100,
      bound: 'max',
      status: 'denied',
    });
  });

  it('takes the whole before its parts and a reported figure before a ruled one', () => {
    expect(valueIn('检查共计309家，其中单位301家和重点场所8家。', 'inspections')).toBe(309);
    expect(valueIn('中心组学法每年不少于4次。今年中心组集体学法7次。', 'leader_study_sessions')).toBe(7);
  });

  it('has one definition per key, each with rules that compile', () => {
    const definitions = getProfile().indicators;
    expect(new Set(definitions.map(({ key }) => key)).size).toBe(definitions.length);
    for (const { key, rules } of definitions) {
      expect(rules.length).toBeGreaterThan(0);
      for (const { name, cue, not } of rules) {
        expect(name.startsWith(`${key}/`)).toBe(true);
        expect(() => [new RegExp(cue), new RegExp(not ?? '')]).not.toThrow();
      }
    }
  });
});

function valueIn(text: string, key: string): number | undefined {
  return analyse(text).indicators.find((indicator) => indicator.key === key)?.value;
}
