import { expect, it } from 'vitest';
import { retryAfterMs } from '../src/retry-after.ts';

const now = new Date('2026-03-01T08:00:00.500Z');

it.each([
  ['120', 120_000],
  ['Sun, 01 Mar 2026 08:01:00 GMT', 59_500],
  // Bounded, whatever is asked for.
  ['99999999999999999999', 3_600_000],
  ['Sun, 01 Mar 2099 08:01:00 GMT', 3_600_000],
  // Nothing to wait for.
  ['0', undefined],
  ['Sun, 01 Mar 2020 08:01:00 GMT', undefined],
  ['soon', undefined],
  ['-5', undefined],
  [undefined, undefined],
])('Retry-After %s is a wait of %s ms', (header, ms) => {
  expect(retryAfterMs(header, now)).toBe(ms);
});
