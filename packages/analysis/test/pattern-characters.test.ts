import { describe, expect, it } from 'vitest';
import { openingCharacters, requiredCharacters } from '../src/patterns/pattern-characters.ts';

/** As text, in order of their codes. */
function asText(codes: Iterable<number> | null): string | null {
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
    ['\\u4ef6', '件'],
    ['[\\u4e00-\\u4e02]', '一丁丂'],
  ])('%s', (pattern, characters) => expect(asText(openingCharacters(pattern))).toBe(characters));

  it.each(['.件', '[^一]', '[一-龥]件', '\\w', '(?:件)?', '一|', '', '(?:件?|.)次'])(
    'may be any for %s',
    (pattern) => expect(openingCharacters(pattern)).toBeNull(),
  );
});

describe('the characters of which a match holds one', () => {
  it.each([
    ['调解[^，#]{0,14}#', '解'],
    ['[一二三四]+届(?:全会|大会)', '会'],
    ['(?:受理|承办)信访(?:件|事项)?', '访'],
    ['(?:受理|承?办)|复议', '办理议'],
    ['件?[个次]{2}', '个次'],
    ['(?<=共)(?!每)\\d\\u4ef6', '件'],
    ['(?<unit>件)\\k<unit>', '件'],
    ['(?:[^，]{2}|.)项，', '项'],
  ])('%s', (pattern, characters) => expect(asText(requiredCharacters(pattern))).toBe(characters));

  it.each(['件?', '(?:件|)', '[^，。]#', '[一-龥]、', '件{0,3}', '(?=件)', '\\w', '(?:件|.)，'])(
    'are not known for %s',
    (pattern) => expect(requiredCharacters(pattern)).toBeNull(),
  );
});
