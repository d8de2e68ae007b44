import { resultSchemaVersion } from '@nianbao/contracts';
import { contractSchemas } from './contract-shapes.ts';

/** JSON Schema files of what leaves the house, by path below `packages/contracts`. */
export function jsonSchemas(): [path: string, text: string][] {
  return Object.entries(contractSchemas()).map(([name, schema]) => [
    `schemas/v${resultSchemaVersion}/${name}.schema.json`,
    `${JSON.stringify(schema, null, 2)}\n`,
  ]);
}
