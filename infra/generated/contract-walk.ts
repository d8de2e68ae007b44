import type { JsonSchema } from './contract-shapes.ts';

/** A property of a shape, at one of the places where it occurs. */
export interface SchemaField {
  /** Names, `[]` for the members of a list and `{}` for the values of a map. */
  path: string[];
  /** The named shape it belongs to; null in schemas from before shapes had names. */
  shape: string | null;
  name: string;
  schema: JsonSchema;
  required: boolean;
}

/** Every property in a JSON Schema, outermost first; a shape within itself is not entered again. */
export function walkSchema(root: JsonSchema): SchemaField[] {
  const walk = (schema: JsonSchema, path: string[], shapes: readonly string[]): SchemaField[] => {
    if (schema.$ref !== undefined) {
      const shape = schema.$ref.replace('#/$defs/', '');
      const target = root.$defs?.[shape];
      if (target === undefined) throw new Error(`${schema.$ref} leads nowhere`);
      return shapes.includes(shape) ? [] : walk(target, path, [...shapes, shape]);
    }
    const members = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
    return [
      ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
        const required = schema.required?.includes(name) ?? false;
        const at = [...path, name];
        return [
          { path: at, shape: shapes.at(-1) ?? null, name, schema: property, required },
          ...walk(property, at, shapes),
        ];
      }),
      ...(schema.items ? walk(schema.items, [...path, '[]'], shapes) : []),
      ...(schema.additionalProperties ? walk(schema.additionalProperties, [...path, '{}'], shapes) : []),
      ...members.flatMap((member) => walk(member, path, shapes)),
    ];
  };
  return walk(root, [], []);
}

/** What stands at such a path in a payload, in order. */
export function valuesAt(payload: unknown, [step, ...rest]: readonly string[]): unknown[] {
  if (step === undefined) return [payload];
  if (typeof payload !== 'object' || payload === null) return [];
  if (step === '[]' || step === '{}') return Object.values(payload).flatMap((value) => valuesAt(value, rest));
  return step in payload ? valuesAt((payload as Record<string, unknown>)[step], rest) : [];
}
