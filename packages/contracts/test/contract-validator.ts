import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

const schemas = new URL('../schemas/', import.meta.url);

/** The schemas of today: their file names without `.schema.json`. */
export const contractNames = schemaNamesIn('v1');
/** Earlier states of the contract, oldest first. */
export const releases = readdirSync(fileURLToPath(new URL('released/', schemas))).sort();

/** Names of the schemas in `v1` or in `released/<release>`. */
export function schemaNamesIn(folder: string): string[] {
  const files = readdirSync(fileURLToPath(new URL(folder, schemas)));
  return files.filter((file) => file.endsWith('.schema.json')).map((file) => basename(file, '.schema.json'));
}

export function readSchema(folder: string, name: string): AnySchemaObject {
  const path = fileURLToPath(new URL(`${folder}/${name}.schema.json`, schemas));
  return JSON.parse(readFileSync(path, 'utf8')) as AnySchemaObject;
}

/** What is wrong with a payload by the published JSON Schema, as a validator that knows nothing of zod sees it; null: nothing. */
export function createContractCheck(folder: string, name: string): (payload: unknown) => string | null {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false });
  formats.default(ajv);
  const validate = ajv.compile(readSchema(folder, name));
  return (payload) => (validate(payload) ? null : ajv.errorsText(validate.errors));
}
