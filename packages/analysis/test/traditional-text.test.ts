import { describe, expect, it } from 'vitest';
import { getProfile, readDocument } from '../src/index.ts';
import { simplified } from '../src/patterns/simplified.ts';
import { textDocument } from './text-document.ts';

const profile = getProfile();
const report = `云溪县石桥镇2024年度法治政府建设情况报告
县委、县政府：
2024年，我镇扎实推进法治政府建设。现将有关情况报告如下：
一、主要举措和成效
（一）加强组织领导。党政主要负责人履行推进法治建设第一责任人职责，主持召开专题会议4次，开展会前学法12次。
（二）化解矛盾纠纷。全年调解矛盾纠纷124件，调解成功120件，成功率96.8%；发放宣传资料1.5万余份，覆盖群众两万余人次。
二、存在的问题和原因
由于人员调整频繁，执法力量不足，2户企业尚未检查。
三、下一步工作安排
计划开展培训6场，检查企业40家。
云溪县石桥镇人民政府
2025年1月10日`;

describe('a report in traditional characters', () => {
  const like = new Map([...simplified()].map(([traditional, plain]) => [plain, traditional]));
  const mirrored = [...report].map((character) => like.get(character) ?? character).join('');
  const plain = readDocument(textDocument(report), profile);
  const read = readDocument(textDocument(mirrored), profile);

  it('is another text of the same length', () => {
    expect(mirrored).not.toBe(report);
    expect(mirrored).toHaveLength(report.length);
  });

  it('gives the same figures, units and subjects, quoted as printed', () => {
    expect(read.extraction.quantities.map(({ quote, ...rest }) => rest)).toEqual(
      plain.extraction.quantities.map(({ quote, ...rest }) => rest),
    );
    for (const { start, end, quote } of read.extraction.quantities)
      expect(quote).toBe(mirrored.slice(start, end));
    expect(read.extraction.indicators).toEqual(plain.extraction.indicators);
    expect(plain.extraction.indicators.length).toBeGreaterThan(5);
  });

  it('gives the same sections, parts and findings', () => {
    const places = (sections: typeof read.outline.sections) =>
      sections.map(({ level, start, role, end }) => ({ level, start, role, end }));
    expect(places(read.outline.sections)).toEqual(places(plain.outline.sections));
    expect(read.review.parts.map(({ key, state }) => [key, state])).toEqual(
      plain.review.parts.map(({ key, state }) => [key, state]),
    );
    expect(read.review.findings.map(({ code }) => code)).toEqual(
      plain.review.findings.map(({ code }) => code),
    );
  });
});
