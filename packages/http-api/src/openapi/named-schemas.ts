import * as contracts from '@nianbao/contracts';
import { z } from 'zod';

export type JsonSchema = Record<string, unknown>;

const prefix = '#/components/schemas/';

export interface NamedSchemas {
  /** The schema of an answer, by reference when the contracts name it. */
  answer(schema: z.ZodType): JsonSchema;
  /** Every named schema that the answers so far lead to. */
  components(): Record<string, JsonSchema>;
}

/** The schemas that the contracts export, under the names they have there. */
export function createNamedSchemas(): NamedSchemas {
  const registry = z.registry<{ id: string }>();
  for (const [id, value] of Object.entries(contracts)) {
    if (value instanceof z.ZodType) registry.add(value, { id });
  }
  const { schemas } = z.toJSONSchema(registry, {
    uri: (id) => `${prefix}${id}`,
    io: 'output',
    unrepresentable: 'any',
  });
  const used = new Set<string>();
  const use = (text: string): void => {
    for (const [, name = ''] of text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)) {
      if (used.has(name)) continue;
      used.add(name);
      use(JSON.stringify(schemas[name]));
    }
  };
  return {
    answer(schema) {
      const id = registry.get(schema)?.id;
      const json = id === undefined ? inputSchema(schema, 'output') : { $ref: `${prefix}${id}` };
      use(JSON.stringify(json));
      return json;
    },
    components: () => Object.fromEntries([...used].sort().map((name) => [name, bare(schemas[name] ?? {})])),
  };
}

/** A schema written out in full, as it is for what callers send. */
export function inputSchema(schema: z.ZodType, io: 'input' | 'output' = 'input'): JsonSchema {
  return bare(z.toJSONSchema(schema, { io, unrepresentable: 'any' }));
}

/** In a document, the dialect is said once and addresses are the document's. */
function bare(schema: object): JsonSchema {
  const { $schema: _dialect, $id: _id, ...rest } = schema as JsonSchema;
  return rest;
}
