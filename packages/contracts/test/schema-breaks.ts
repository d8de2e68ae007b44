import type { AnySchemaObject } from 'ajv';

/** Keywords that narrow or widen what a value may be: consumers may rely on each. */
const fixed = [
  'type',
  'const',
  'format',
  'pattern',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
];

/**
 * What in `now` would break a consumer that was written for `before`, or a stored payload of that time: a field that vanished,
 * is no longer required or newly is, another type, an enumeration's value that is gone. New optional fields, new values and new
 * members of a union are none.
 */
export function schemaBreaks(before: AnySchemaObject, now: AnySchemaObject): string[] {
  const seen = new Set<string>();
  const compare = (a: AnySchemaObject, b: AnySchemaObject, path: string): string[] => {
    const pair = `${a.$ref} ${b.$ref}`;
    if (a.$ref !== undefined && b.$ref !== undefined && seen.has(pair)) return [];
    seen.add(pair);
    return compareResolved(resolve(a, before), resolve(b, now), path, compare);
  };
  return compare(before, now, '');
}

type Compare = (before: AnySchemaObject, now: AnySchemaObject, path: string) => string[];

function compareResolved(
  before: AnySchemaObject,
  now: AnySchemaObject,
  path: string,
  compare: Compare,
): string[] {
  const changed = fixed.filter((keyword) => JSON.stringify(before[keyword]) !== JSON.stringify(now[keyword]));
  const lost = (before.enum ?? []).filter((value: unknown) => !(now.enum ?? []).includes(value));
  const inner = ['items', 'additionalProperties'].filter((keyword) => typeof before[keyword] === 'object');
  return [
    ...changed.map((keyword) => `${path}: ${keyword} changed`),
    ...lost.map((value: unknown) => `${path}: no ${value} any more`),
    ...inner.flatMap((keyword) => compare(before[keyword], now[keyword] ?? {}, `${path}[]`)),
    ...propertyBreaks(before, now, path, compare),
    ...['anyOf', 'oneOf'].flatMap((keyword) =>
      unionBreaks(before[keyword], now[keyword] ?? [], path, compare),
    ),
  ];
}

function propertyBreaks(
  before: AnySchemaObject,
  now: AnySchemaObject,
  path: string,
  compare: Compare,
): string[] {
  const properties: [string, AnySchemaObject][] = Object.entries(before.properties ?? {});
  const required: string[] = before.required ?? [];
  const requiredNow: string[] = now.required ?? [];
  return [
    ...required
      .filter((name) => !requiredNow.includes(name))
      .map((name) => `${path}.${name}: no longer required`),
    ...requiredNow
      .filter((name) => before.properties && !required.includes(name))
      .map((name) => `${path}.${name}: newly required`),
    ...properties.flatMap(([name, schema]) => {
      const still = now.properties?.[name];
      return still === undefined ? [`${path}.${name}: vanished`] : compare(schema, still, `${path}.${name}`);
    }),
  ];
}

/** Every member there was has one that took its place. */
function unionBreaks(
  before: AnySchemaObject[] | undefined,
  now: AnySchemaObject[],
  path: string,
  compare: Compare,
): string[] {
  return (before ?? []).flatMap((member, at) => {
    const attempts = now.map((candidate) => compare(member, candidate, path));
    if (attempts.some((breaks) => breaks.length === 0)) return [];
    return attempts[at] ?? [`${path}: a member of the union vanished`];
  });
}

function resolve(schema: AnySchemaObject, root: AnySchemaObject): AnySchemaObject {
  if (typeof schema.$ref !== 'string') return schema;
  const name = schema.$ref.replace('#/$defs/', '');
  const target = root.$defs?.[name];
  if (target === undefined) throw new Error(`${schema.$ref} leads nowhere`);
  return resolve(target, root);
}
