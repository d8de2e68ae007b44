import { Culture, recognizeCurrency, recognizeDimension } from '@microsoft/recognizers-text-number-with-unit';

/** Another way to find figures in Chinese text. `find` returns how many it takes for figures. */
interface Peer {
  name: string;
  /** Measured once on so many reports: it is too slow for all of them. */
  reports?: number;
  find(text: string): number;
}

const digitsAndUnit =
  /\d+(?:\.\d+)?[余多]?[万亿]?(?:平方公里|个百分点|人次|件次|户次|场次|批次|家次|公里|万元|[件次个名人元宗场份项期条家起张分处亩户笔所册%])/g;

/** What a first script would do, and Microsoft's recogniser of physical units and money, the nearest published library. */
export const peers: readonly Peer[] = [
  { name: 'naive regex (figures only)', find: (text) => text.match(digitsAndUnit)?.length ?? 0 },
  {
    name: 'Recognizers-Text 1.3.1 (units)',
    reports: 2,
    find: (text) =>
      text
        .split(/[。；\n]/)
        .reduce(
          (found, sentence) =>
            found +
            recognizeDimension(sentence, Culture.Chinese).length +
            recognizeCurrency(sentence, Culture.Chinese).length,
          0,
        ),
  },
];
