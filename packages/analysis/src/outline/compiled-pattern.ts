const compiled = new Map<string, RegExp>();

/**
 * The regular expression of a profile's pattern, compiled once per process: profiles are few, reports are many. Global ones keep
 * their `lastIndex`, so use them with `matchAll`, which works on a copy.
 */
export function compiledPattern(pattern: string, flags = ''): RegExp {
  const key = `${flags}/${pattern}`;
  let expression = compiled.get(key);
  if (!expression) {
    expression = new RegExp(pattern, flags);
    compiled.set(key, expression);
  }
  return expression;
}
