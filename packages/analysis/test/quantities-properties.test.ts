import { Extraction } from '@nianbao/contracts';
import { describe, expect, it } from 'vitest';
import { analyse } from './analyse.ts';
import phrases from './cases/quantities.json' with { type: 'json' };
import heldOut from './cases/quantities-held-out.json' with { type: 'json' };

const sentences = [...phrases.cases, ...heldOut.cases].map(({ text }) => text);
const report = sentences.join('。\n');
const hostile: [string, string][] = [
  ['nothing', ''],
  ['white space', ' \n\t\u3000\n'],
  ['a lone surrogate', '调解\uD83D纠纷3件\uDE00'],
  ['emoji', '🙂🙂调解纠纷3件🙂'],
  ['one line of 700 kB', sentences.join('，').repeat(200).slice(0, 700_000)],
  ['digits alone', '1'.repeat(50_000)],
  ['numerals alone', '一'.repeat(50_000)],
  ['commas and digits', '1,'.repeat(50_000)],
  ['open quotes', '“'.repeat(50_000)],
  ['open titles', '《一'.repeat(50_000)],
  ['open brackets', '（其中3件'.repeat(5_000)],
  ['bounds', '不少于至少超过约近达到'.repeat(20_000)],
  ['percent chain', `甲、乙分别增长${'3%、'.repeat(5_000)}`],
  ['tabs', '次数\t'.repeat(30_000)],
  ['rules', '每年规定应当计划将由从'.repeat(20_000)],
];

describe('extract', { timeout: 120_000 }, () => {
  it.each([['report', report], ...hostile])('holds the contract on %s', (_name, text) => {
    const found = analyse(text);
    Extraction.parse(found);
    const spans = [...found.quantities, ...found.rejected];
    const broken = spans.filter(({ start, end, quote }) => text.slice(start, end) !== quote || start >= end);
    expect(broken).toEqual([]);
    expect(found.quantities.map(({ id }) => id)).toEqual(found.quantities.map((_, index) => `q${index + 1}`));
    const overlapping = found.quantities.filter(
      ({ start }, index) => start < (found.quantities[index - 1]?.end ?? 0),
    );
    expect(overlapping).toEqual([]);
  });

  it('gives the same output for the same input', () => {
    expect(analyse(report)).toEqual(analyse(report));
  });

  it('finds in a text what it finds in its sentences', () => {
    const alone = sentences.map((text) =>
      analyse(text).quantities.map(({ value, unit }) => `${value}${unit}`),
    );
    expect(analyse(report).quantities.map(({ value, unit }) => `${value}${unit}`)).toEqual(alone.flat());
  });
});
