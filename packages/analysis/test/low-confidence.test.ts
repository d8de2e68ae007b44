import type { Loss } from '@nianbao/contracts';
import { expect, test } from 'vitest';
import { extract, getProfile, review, segment } from '../src/index.ts';

const profile = getProfile('rule-of-law-government');
const text = '石桥镇2024年法治政府建设年度报告\n2024年，石桥镇调解纠纷36件。';

function findings(losses: Loss[]) {
  const document = { text, blocks: [], format: 'pdf', engine: 'test', losses } as const;
  const read = { ...document, blocks: [] };
  const outline = segment(read, profile);
  return review(read, outline, extract(read, outline, profile), profile).findings.filter(
    ({ code }) => code === 'text-quality',
  );
}

test('pages that OCR read without confidence are named in a finding', () => {
  expect(findings([])).toEqual([]);
  const [finding] = findings([{ kind: 'low-confidence', count: 1, detail: 'p. 2 (71 %)' }]);
  expect(finding).toMatchObject({ severity: 'warning' });
  expect(finding?.message.zh).toContain('1 页');
  expect(finding?.message.zh).toContain('p. 2 (71 %)');
  expect(finding?.message.en).toContain('p. 2 (71 %)');
});
