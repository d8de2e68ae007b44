import { compileOnce } from './compile-once.ts';

/** One expression that matches where any of a lexicon's patterns does; none at all never matches. */
export const anyOf = compileOnce(
  (patterns: readonly string[]) =>
    new RegExp(patterns.length === 0 ? '^(?!)' : patterns.map((pattern) => `(?:${pattern})`).join('|')),
);
