import type { Finding, LocalizedText } from '@nianbao/contracts';
import { quoted, type ReviewSource } from './source.ts';

type Code = 'no-title' | 'no-issuer' | 'no-date' | 'no-year' | 'no-figures';

const messages: Record<Code, LocalizedText> = {
  'no-title': { zh: '正文没有标题行。', en: 'The text has no title line.' },
  'no-issuer': {
    zh: '没有署名，标题也没有写明发文机关。',
    en: 'No signature, and the title names no issuing body.',
  },
  'no-date': { zh: '没有成文日期。', en: 'No date of signature.' },
  'no-year': { zh: '看不出报告的是哪一年。', en: 'The year reported on cannot be told.' },
  'no-figures': { zh: '全文没有一个数据。', en: 'The report holds not a single figure.' },
};

/** What every report of the kind carries: title, body, date, year, at least one figure. */
export function checkCompleteness(source: ReviewSource): Finding[] {
  const { outline, extraction } = source;
  const missing: [Code, Finding['severity'], boolean][] = [
    ['no-title', 'info', outline.title === null],
    ['no-issuer', 'info', outline.issuer === null],
    ['no-date', 'info', outline.issuedOn === null],
    ['no-year', 'warning', outline.year === null],
    ['no-figures', 'warning', !extraction.quantities.some(({ status }) => status === 'reported')],
  ];
  const opening = quoted(source, 0, Math.min(40, source.document.text.length));
  return missing
    .filter(([, , isMissing]) => isMissing)
    .map(([code, severity]) => ({
      code,
      severity,
      message: messages[code],
      spans: code === 'no-title' && opening.quote !== '' ? [opening] : [],
      basis: { kind: 'form' },
    }));
}
