import { describe, expect, it } from 'vitest';
import { getProfile, readDocument } from '../src/index.ts';
import data from './cases/disclosure.json' with { type: 'json' };
import { textDocument } from './text-document.ts';

interface DisclosureCase {
  name: string;
  /** The report; the standard form in full when absent. */
  lines?: string[];
  /** What is printed otherwise in the standard form. */
  replace?: [from: string, to: string][];
  /** What parts its cells instead of tabs. */
  tabs?: string;
  parts?: Record<string, string>;
  /** Codes of all findings, sorted. */
  codes?: string[];
  indicators?: Record<string, number>;
  issuer?: string;
  year?: number;
}

const profile = getProfile('government-information-disclosure');

describe('reports on open government information', () => {
  it.each(data.cases as unknown as DisclosureCase[])('$name', (one) => {
    const text = textOf(one);
    const { outline, extraction, review } = readDocument(textDocument(text), profile);
    const states = Object.fromEntries(review.parts.map(({ key, state }) => [key, state]));
    const values = Object.fromEntries(extraction.indicators.map(({ key, value }) => [key, value]));
    expect(states).toMatchObject(one.parts ?? {});
    expect(values).toMatchObject(one.indicators ?? {});
    if (one.codes) expect(review.findings.map(({ code }) => code).sort()).toEqual(one.codes);
    if (one.issuer) expect(outline.issuer).toBe(one.issuer);
    if (one.year) expect(outline.year).toBe(one.year);
    for (const { start, end, quote } of extraction.quantities) expect(text.slice(start, end)).toBe(quote);
  });

  it('gives the cells of a form the unit, subject and standing the form knows', () => {
    const { extraction } = readDocument(textDocument(data.form.join('\n')), profile);
    const subjects = new Map(extraction.quantities.map((quantity) => [quantity.subject, quantity]));
    expect(subjects.get('结转下年：总计')).toMatchObject({ value: 1, unit: '件', status: 'reported' });
    expect(subjects.get('行政事业性收费：本年收费金额')).toMatchObject({ value: 125_000, unit: '元' });
    expect(subjects.get('未经复议直接起诉：其他结果')).toMatchObject({ value: 1, quote: '1' });
    expect(extraction.quantities.filter(({ subject }) => subject.endsWith('：总计'))).toHaveLength(28);
  });
});

function textOf({ lines, replace = [], tabs }: DisclosureCase): string {
  let text = (lines ?? data.form).join('\n');
  for (const [from, to] of replace) {
    expect(text).toContain(from);
    text = text.replace(from, to);
  }
  return tabs === undefined ? text : text.replaceAll('\t', tabs);
}
