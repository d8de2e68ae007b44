import { describe, expect, it } from 'vitest';
import { paragraphPrints } from '../src/review/paragraph-prints.ts';
import { textDocument } from './text-document.ts';

const base =
  '石桥镇坚持把普法宣传办到群众身边，2024年组织法律明白人走村入户120余次，利用赶集日摆摊设点讲解民法典，发放宣传册3,500份，群众遇事找法的意识有了明显提升。';
const other =
  '石桥镇推动执法重心下移，组建综合执法队伍，与县市场监管局建立联合巡查制度，对农贸市场、小餐饮、烟花爆竹销售点逐户登记造册，做到底数清楚、责任到人。';

/** Prints of a text as the report of that place. */
function printsOf(text: string, jurisdiction: string | null = '石桥镇', parentJurisdictions = ['云溪县']) {
  const document = textDocument(text);
  return paragraphPrints({ document, folded: text, outline: { jurisdiction, parentJurisdictions } });
}

const printOf = (...args: Parameters<typeof printsOf>) => printsOf(...args)[0]?.print;

describe('a paragraph’s print', () => {
  it.each([
    ['the year', base.replace('2024', '2023')],
    ['figures', base.replace('120余', '98').replace('3,500', '11')],
    ['figures in Han numerals', base.replace('120余次', '一百二十次')],
    ['white space and punctuation', base.replaceAll('，', ', ').replace('民法典', '《民法典》')],
  ])('does not change with %s', (_, text) => {
    expect(printOf(text)).toBe(printOf(base));
  });

  it('does not change with the place that reports', () => {
    expect(printOf(base.replace('石桥镇', '青田街道'), '青田街道')).toBe(printOf(base));
    expect(printOf(base.replace('石桥镇', '云溪县石桥镇'))).toBe(printOf(base));
    expect(printOf(base.replace('石桥镇', '石桥'))).toBe(printOf(base));
  });

  it.each([
    ['a word', base.replace('赶集日', '农闲日')],
    ['the order', base.replace('赶集日摆摊设点', '摆摊设点赶集日')],
    ['another paragraph', other],
    ['the name of a place that does not report', base.replace('石桥镇', '青田街道')],
  ])('changes with %s', (_, text) => {
    expect(printOf(text)).not.toBe(printOf(base));
  });

  it('is a safe integer with the place of its paragraph', () => {
    const text = `一、主要举措和成效\n${base}\n${other}\n${base}`;
    const prints = printsOf(text);
    expect(prints.map(({ start, end }) => text.slice(start, end))).toEqual([base, other]);
    for (const { print } of prints) expect(Number.isSafeInteger(print) && print < 2 ** 52).toBe(true);
  });

  it('is not made of short paragraphs, headings and figures alone', () => {
    expect(printsOf('石桥镇人民政府2024年法治政府建设年度报告\n一、主要举措和成效')).toEqual([]);
    expect(printsOf('1234567890，'.repeat(20))).toEqual([]);
    expect(printsOf('群众满意。'.repeat(9).slice(0, 39))).toEqual([]);
  });

  it('differs between thousands of paragraphs', () => {
    const seasons = '春夏秋冬阴晴雨雪风霜';
    const texts = Array.from({ length: 5_000 }, (_, n) =>
      base.replace('普法', [...String(n)].map((digit) => seasons[Number(digit)]).join('')),
    );
    expect(new Set(texts.map((text) => printOf(text))).size).toBe(texts.length);
  });
});
