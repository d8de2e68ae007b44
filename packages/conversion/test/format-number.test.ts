import { expect, test } from 'vitest';
import { formatNumber } from '../src/numbering/format-number.ts';
import cases from './number-formats.json' with { type: 'json' };

test.each(
  Object.entries(cases).flatMap(([format, numbers]) =>
    Object.entries(numbers).map(([n, text]) => [format, Number(n), text] as const),
  ),
)('%s %d is %s', (format, number, expected) => {
  expect(formatNumber(format, number)).toBe(expected);
});
