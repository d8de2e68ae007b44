import type { CrossFinding } from '@nianbao/contracts';
import { describe, expect, it } from 'vitest';
import { renderRelated } from '../src/report/render-related.ts';
import { createIo } from '../src/terminal/io.ts';

const there = {
  documentId: 'ab'.repeat(32),
  name: '旧.docx',
  title: null,
  jurisdiction: '云栖镇',
  year: 2024,
};
const copied: CrossFinding = {
  code: 'copied-from-earlier-year',
  severity: 'warning',
  message: { zh: '有 3 段相同。', en: '3 paragraphs are the same.' },
  indicators: [],
  here: [{ start: 1, end: 3 }],
  there: { ...there, spans: [{ start: 0, end: 2 }] },
};
const unchanged: CrossFinding = {
  ...copied,
  code: 'figures-unchanged',
  here: [{ start: 5, end: 9, quote: '120件' }],
  there: { ...there, spans: [{ start: 7, end: 11, quote: '120件' }] },
};

function render(language: string, finding: CrossFinding, texts: { here?: string; there?: string } = {}) {
  const io = createIo(['--lang', language], new AbortController().signal);
  const others = new Map(texts.there === undefined ? [] : [[there.documentId, texts.there]]);
  return renderRelated(io, [finding], { here: texts.here, there: others }).join('\n');
}

describe('findings across reports', () => {
  it('show both places, cut from both texts', () => {
    const lines = render('en', copied, { here: '甲乙丙丁', there: '乙丙丁' });
    expect(lines).toContain('3 paragraphs are the same.');
    expect(lines).toContain('beside 旧.docx (云栖镇 2024, abababababab)');
    expect(lines).toContain('“乙丙”\n    ↔ “乙丙”');
  });

  it('show figures by their quotes, and offsets where a text is not at hand', () => {
    expect(render('en', unchanged)).toContain('“120件”\n    ↔ “120件”');
    expect(render('en', copied)).toContain('“1–3”\n    ↔ “0–2”');
  });

  it('speak Chinese', () => {
    const lines = render('zh', copied);
    expect(lines).toContain('有 3 段相同。');
    expect(lines).toContain('对照 旧.docx（云栖镇 2024，abababababab）');
  });
});
