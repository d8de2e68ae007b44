import type { Quantity } from '@nianbao/contracts';
import { describe, expect, it } from 'vitest';
import { analyse } from './analyse.ts';
import phrases from './cases/quantities.json' with { type: 'json' };
import heldOut from './cases/quantities-held-out.json' with { type: 'json' };

interface Case {
  text: string;
  expect: string[];
  rejected?: string[];
  year?: number;
}

describe.each([
  { name: 'phrases', cases: phrases.cases as Case[] },
  { name: 'held-out sentences', cases: heldOut.cases as Case[] },
])('quantities of $name', ({ cases }) => {
  it.each(cases)('$text', ({ text, expect: wanted, rejected = [], year }) => {
    const found = analyse(text, year);
    expect(found.quantities.map(printed)).toEqual(wanted.map((line) => padded(line)));
    for (const quote of rejected) {
      expect(found.rejected.map((candidate) => candidate.quote)).toContainEqual(
        expect.stringContaining(quote),
      );
    }
  });
});

function printed({ value, unit, approximation, bound, status, upper }: Quantity): string {
  return [value, unit, approximation, bound, status === 'reported' ? '' : status, upper]
    .map((part) => part ?? '')
    .join('|');
}

function padded(line: string): string {
  const fields = line.split('|');
  return [...fields, ...Array.from({ length: 6 - fields.length }, () => '')].join('|');
}
