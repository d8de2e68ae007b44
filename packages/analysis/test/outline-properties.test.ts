import { Outline, Review, type Section } from '@nianbao/contracts';
import { describe, expect, test } from 'vitest';
import { getProfile, readDocument, segment } from '../src/index.ts';
import outlineCases from './outline-cases.json' with { type: 'json' };
import reviewCases from './review-cases.json' with { type: 'json' };
import { textDocument } from './text-document.ts';

const phrase = '全镇调解矛盾纠纷31件，虽然取得成效，但仍存在一些问题，一是力量薄弱；首先，第一，（1）';
// Long ones are read in a second or so; in quadratic time each would take minutes.
const hostile: Record<string, string> = {
  empty: '',
  'white space': ' \n\t　\n ',
  'one character': '一',
  'one number': '（一）',
  'only a title': '石桥镇2024年法治政府建设情况报告',
  'one line of 700 kB': phrase.repeat(17_000),
  'open brackets': '（'.repeat(200_000),
  'half artefacts': '[image: '.repeat(30_000),
  breadcrumbs: '首页 > '.repeat(40_000),
  'labels without values': '索引号：\n'.repeat(20_000),
  'nothing but headings': '一、标题\n'.repeat(20_000),
  'nothing but items': '一是加强工作。二是提高水平。\n'.repeat(5_000),
  'rows and words in turn': 'a\t1\n甲\n'.repeat(30_000),
  'a row under a long head': `名称\t${'甲'.repeat(150_000)}（件）\n${'丙\t5\n'.repeat(20_000)}`,
  'a title and a gap': `一、标题${' '.repeat(300_000)}甲`,
  'a year and a gap': `〔2024〕${' '.repeat(300_000)}1月1${' '.repeat(300_000)}`,
  'a chain of years': `2024${'、2023'.repeat(60_000)}`,
  'halves of numbers': '（\n一）\n'.repeat(30_000),
  'two styles in turn': '一、工作\n2、工作\n'.repeat(20_000),
  'labels of notes': '名词解释\n'.repeat(40_000),
  'headings above a signature, items below': `${'一、甲\n'.repeat(20_000)}青禾镇人民政府\n2024年12月3日\n${'一是甲。\n'.repeat(20_000)}`,
  'a heading full of figures': `一、${'调解矛盾纠纷5件，'.repeat(20_000)}`,
  'a list of 140,000 figures': `排查矛盾纠纷：婚姻1起${'、甲1起'.repeat(140_000)}，共计3起。`,
  'surrogate pairs': '𠮷野镇2024年法治政府建设情况报告\n一、𠮷\n'.repeat(50),
};
const texts = [
  ...[...outlineCases, ...reviewCases].map(({ name, lines }) => [name, lines.join('\n')] as const),
  ...Object.entries(hostile),
];

describe('whatever the text', () => {
  test.each(texts)('%s: spans, nesting and order hold', { timeout: 60_000 }, (_name, text) => {
    const document = textDocument(text);
    const { outline, review } = readDocument(document, getProfile());
    expect(Outline.safeParse(outline).error).toBeUndefined();
    expect(Review.safeParse(review).error).toBeUndefined();
    checkQuotes(text, [outline.title, outline.addressee, ...outline.noise]);
    checkQuotes(
      text,
      review.parts.map(({ evidence }) => evidence),
    );
    checkQuotes(
      text,
      review.findings.flatMap(({ spans }) => spans),
    );
    checkNesting(outline.sections, 0, text.length, 0);
    checkItems(outline);
  });

  test('the same text in one block with soft breaks has the same top headings', () => {
    const text = outlineCases[0]?.lines.join('\n') ?? '';
    const lines = segment(textDocument(text), getProfile());
    const block = segment(
      { ...textDocument(text), blocks: [{ kind: 'paragraph', start: 0, end: text.length }] },
      getProfile(),
    );
    const tops = (outline: Outline): string[] => outline.sections.map(({ title }) => title);
    expect(tops(lines).length).toBeGreaterThan(2);
    expect(tops(block)).toEqual(tops(lines));
  });
});

function checkQuotes(text: string, spans: ({ start: number; end: number; quote: string } | null)[]): void {
  for (const span of spans) if (span) expect(text.slice(span.start, span.end)).toBe(span.quote);
}

/** Sections are ordered, do not overlap, lie inside their parent and are deeper than it. */
function checkNesting(sections: Section[], from: number, to: number, level: number): void {
  let at = from;
  for (const section of sections) {
    if (section.start < at || section.end > to || section.level <= level)
      throw new Error(JSON.stringify(section));
    if (section.headingEnd < section.start || section.headingEnd > section.end) throw new Error(section.id);
    checkNesting(section.children, section.start, section.end, section.level);
    at = section.end;
  }
}

function checkItems(outline: Outline): void {
  let at = 0;
  for (const item of outline.items) {
    if (item.start < at || item.end < item.start) throw new Error(JSON.stringify(item));
    at = item.start;
  }
}
