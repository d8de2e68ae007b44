const compiled = new Map<string, Map<string, RegExp>>();

/**
 * The regular expression of a profile's pattern, compiled once per process: profiles are few, reports are many. Global ones keep
 * their `lastIndex`, so use them with `allMatches`, which begins at the start.
 */
export function compiledPattern(pattern: string, flags = ''): RegExp {
  const known = compiled.get(flags) ?? new Map<string, RegExp>();
  let expression = known.get(pattern);
  if (!expression) {
    expression = new RegExp(pattern, flags);
    compiled.set(flags, known.set(pattern, expression));
  }
  return expression;
}
