import { describe, expect, it } from 'vitest';
import { openingCharacters } from '../src/patterns/opening-characters.ts';

/** As text, in order of their codes; null: any character. */
function openings(pattern: string): string | null {
  const codes = openingCharacters(pattern);
  return codes && String.fromCharCode(...[...codes].sort((a, b) => a - b));
}

describe('the characters a match can begin with', () => {
  it.each([
    ['第[一二三]章', '第'],
    ['[一-丆]{1,3}月', '一丁丂七丄丅丆'],
    ['(?:全天)?24小时|365天', '23全'],
    ['(?<!\\d)(?:19|20)\\d{2}年', '12'],
    ['(?<=共)[+\\-a-c]?\\d', '+-0123456789abc'],
    ['a*b+c', 'ab'],
    ['a{0,4}?b{1,2}c', 'ab'],
    ['(?<unit>件|个)', '个件'],
    ['(?=[件个])(?:件|次)', '件次'],
    ['\\[\\d+\\]', '['],
    ['[\\]\\n]', '\n]'],
  ])('%s', (pattern, characters) => expect(openings(pattern)).toBe(characters));

  it.each(['.件', '[^一]', '[一-龥]件', '\\w', '(?:件)?', '一|', '', '(?:件?|.)次'])(
    'may be any for %s',
    (pattern) => expect(openings(pattern)).toBeNull(),
  );
});
