import type { Prediction } from './prediction.ts';

// What a first script would do: numbers of lines, digits with a unit, key words.
const heading =
  /^[ \u3000]*(?:([一二三四五六七八九十]+、)|([（(][一二三四五六七八九十]+[）)])|(\d{1,2}[.、]))([^。\n]+)/gmu;
const figure =
  /(\d+(?:\.\d+)?)(余|多)?(平方公里|个百分点|人次|件次|户次|场次|批次|家次|公里|万元|[件次个名人元宗场份项期条家起张分处亩户笔所册%])/gu;
const keyWords: Record<string, RegExp> = {
  achievements: /成效|工作开展情况|主要举措/,
  problems: /存在(?:的)?(?:问题|不足)/,
  problem_causes: /原因/,
  first_responsible_person: /第一责任人/,
  next_year_plan: /下一步|下步|工作计划|工作打算/,
};

/** The naive reading of a text, scored beside ours: it has no subjects, indicators or findings. */
export function naivePrediction(text: string): Prediction {
  const at = (index: number): number => [...text.slice(0, index)].length;
  return {
    headings: [...text.matchAll(heading)].map((match) => ({
      level: match[1] ? 1 : match[2] ? 2 : 3,
      number: match[1] ?? match[2] ?? match[3] ?? null,
      title: match[4] ?? '',
      start: at(match.index),
    })),
    quantities: [...text.matchAll(figure)].map((match) => ({
      start: at(match.index),
      quote: match[0],
      value: Number(match[1]),
      unit: match[3] ?? '',
      approx: match[2] ?? null,
      bound: null,
    })),
    indicators: {},
    parts: Object.fromEntries(
      Object.entries(keyWords).map(([key, words]) => [key, words.test(text) ? 'section' : 'absent']),
    ),
    findings: [],
  };
}
