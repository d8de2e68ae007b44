import { describe, expect, test } from 'vitest';
import { getProfile, readDocument } from '../src/index.ts';
import cases from './review-cases.json' with { type: 'json' };
import { textDocument } from './text-document.ts';

interface ReviewCase {
  name: string;
  lines: string[];
  /** States of the parts that matter to the case. */
  parts?: Record<string, string>;
  /** Codes of all findings, sorted. */
  codes?: string[];
}

describe('review', () => {
  test.each(cases as ReviewCase[])('$name', ({ lines, parts, codes }) => {
    const text = lines.join('\n');
    const { review } = readDocument(textDocument(text), getProfile());
    const states = Object.fromEntries(review.parts.map(({ key, state }) => [key, state]));
    if (parts) expect(states).toMatchObject(parts);
    if (codes) expect(review.findings.map(({ code }) => code).sort(), say(review.findings)).toEqual(codes);
    for (const { message, spans } of review.findings) {
      expect(message.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(message.en).toMatch(/[a-z]/);
      for (const { start, end, quote } of spans) expect(text.slice(start, end)).toBe(quote);
    }
  });
});

function say(findings: { message: { zh: string } }[]): string {
  return findings.map(({ message }) => message.zh).join(' | ');
}
