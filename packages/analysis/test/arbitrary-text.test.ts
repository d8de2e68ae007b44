import type { Section } from '@nianbao/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getProfile, readDocument } from '../src/index.ts';
import { textDocument } from './text-document.ts';

const profile = getProfile();
const fragments = [
  '一、', '（一）', '1.', '（1）', '一是', '二要', '\n', '\t', '。', '，', '；', '：', '（', '）', '“', '”', '《', '》',
  '其中', '分别', '共', '由', '下降到', '2024年', '2023年', '率达', '占全镇人口的', '矛盾纠纷', '调解', '排查', '化解', '成功',
  '件', '人次', '%', '万', '余', '约', '不少于', '以上', '３', '12', '1,260', '0.5', '三十', '两', '零', '附件', '来源：',
  '存在的问题', '下一步工作打算', '青禾镇人民政府', '2024年12月3日', ' ', '\u3000', '\u{20000}', '\ufffd',
]; // biome-ignore format: a list of words reads better filled
const report = fc.oneof(
  fc.array(fc.constantFrom(...fragments), { maxLength: 120 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 300 }),
);

describe('any text', () => {
  it('is read without an error; every span lies in it and quotes it', () => {
    fc.assert(
      fc.property(report, (text) => {
        const { outline, extraction, review } = readDocument(textDocument(text), profile);
        const spans = [
          ...extraction.quantities,
          ...extraction.rejected,
          ...outline.noise,
          ...(outline.title ? [outline.title] : []),
          ...(outline.addressee ? [outline.addressee] : []),
          ...review.findings.flatMap((finding) => finding.spans),
          ...review.parts.flatMap(({ evidence }) => (evidence ? [evidence] : [])),
        ];
        for (const { start, end, quote } of spans) {
          expect(0 <= start && start <= end && end <= text.length).toBe(true);
          expect(text.slice(start, end)).toBe(quote);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('has ordered sections, children inside their parents, and figures in order that do not overlap', () => {
    fc.assert(
      fc.property(report, (text) => {
        const { outline, extraction } = readDocument(textDocument(text), profile);
        expectNested(outline.sections, 0, text.length);
        let end = 0;
        for (const quantity of extraction.quantities) {
          expect(quantity.start).toBeGreaterThanOrEqual(end);
          end = quantity.end;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is read alike twice', () => {
    fc.assert(
      fc.property(report, (text) => {
        const read = () => readDocument(textDocument(text), profile);
        expect(read()).toEqual(read());
      }),
      { numRuns: 50 },
    );
  });
});

function expectNested(sections: readonly Section[], start: number, end: number): void {
  let from = start;
  for (const section of sections) {
    expect(section.start).toBeGreaterThanOrEqual(from);
    expect(section.headingEnd).toBeGreaterThanOrEqual(section.start);
    expect(section.end).toBeGreaterThanOrEqual(section.headingEnd);
    expect(section.end).toBeLessThanOrEqual(end);
    expectNested(section.children, section.start, section.end);
    from = section.end;
  }
}
