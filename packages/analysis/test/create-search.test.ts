import { expect, it } from 'vitest';
import { createSearch } from '../src/patterns/create-search.ts';
import nonFigures from '../src/quantities/data/non-figures.json' with { type: 'json' };

const text = [
  '一、2024年3月1日至5日，全镇第三次普法宣传（第2期）共办12345热线工单120件，成效位列全县第1名。',
  '（二）依据〔2023〕15号文，“八五”普法办好一件件实事，十四五期间二轮土地承包24小时值守。',
  '1.粤ICP备12号 联系电话：0123-12345678，7×24小时，全国百强县，前10名，不漏一户，2023-01-02 10:20。',
].join('\n');

it('finds what every pattern finds alone', () => {
  const patterns = ['[一-龥]?(?:ICP)', '(?!)', ...nonFigures.patterns.map(({ pattern }) => pattern)];
  const alone = patterns.map((pattern) =>
    Array.from(text.matchAll(new RegExp(pattern, 'g')), ({ index, 0: { length } }) => ({
      start: index,
      end: index + length,
    })),
  );
  expect(alone.filter((matches) => matches.length > 0).length).toBeGreaterThan(15);
  const found = createSearch(patterns)(text);
  const byPattern = patterns.map((_, index) =>
    found.filter(({ pattern }) => pattern === index).map(({ start, end }) => ({ start, end })),
  );
  expect(byPattern).toEqual(alone);
});
