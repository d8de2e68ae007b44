import { describe, expect, it } from 'vitest';
import { extract, getProfile, segment } from '../src/index.ts';
import { analyse, plainDocument } from './analyse.ts';
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

  it('takes the total row of a table under its heading', () => {
    const head = '一、工作情况\n（一）多元化解矛盾纠纷\n各调解组织情况如下：\n';
    const table = '组织\t受理（件）\t成功（件）\n镇调委会\t40\t39\n南片调解室\t22\t20\n合计\t62\t59';
    expect(valuesUnderHeadings(head + table)).toMatchObject({ disputes_accepted: 62 });
    const short = '村名\t受理（件）\n石坝村\t11\n云岭村\t26\n总计\t37';
    expect(valuesUnderHeadings(head + short)).toMatchObject({ disputes_accepted: 37 });
  });

  it('counts plain activities under a heading of law publicity alone', () => {
    const said = '开展主题活动17场，群众踊跃参加。';
    expect(valuesUnderHeadings(`一、深化全民普法\n${said}`)).toEqual({ publicity_sessions: 17 });
    expect(valuesUnderHeadings(`一、加强党的建设\n${said}`)).toEqual({});
    expect(valuesUnderHeadings('一、营造法治文化氛围\n举办系列活动9场次。')).toEqual({
      publicity_sessions: 9,
    });
  });

  it('does not read a heading into the line below it', () => {
    const text = '一、完善制度，开展中心组学法\n12次督办全部落实到位，责任逐级压实。\n二、其他工作\n无。';
    expect(valuesUnderHeadings(text)).toEqual({});
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

/** Each line is a block of its own. */
function valuesUnderHeadings(text: string): Record<string, number> {
  const blocks = [...text.matchAll(/[^\n]+/g)].map((line) => ({
    kind: 'paragraph' as const,
    start: line.index,
    end: line.index + line[0].length,
  }));
  const document = { ...plainDocument(text), blocks };
  const outline = segment(document, getProfile());
  const { indicators } = extract(document, outline, getProfile());
  return Object.fromEntries(indicators.map(({ key, value }) => [key, value]));
}
