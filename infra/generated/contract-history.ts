import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { contractSchemas, type JsonSchema } from './contract-shapes.ts';
import { valuesAt, walkSchema } from './contract-walk.ts';

const released = fileURLToPath(new URL('../../packages/contracts/schemas/released', import.meta.url));
const payloads = fileURLToPath(new URL('../../packages/contracts/test/payloads', import.meta.url));

/** Where a field of a shape occurs: when it first did, and what stood there. */
export interface FieldHistory {
  /** The release, e.g. `1.0`; null: in none yet. */
  since: string | null;
  /** The first value in the samples, the newest samples first. */
  example: unknown;
}

/** Of every field, by `<shape>.<field>`. */
export function fieldHistories(): Map<string, FieldHistory> {
  const schemas: Record<string, JsonSchema> = contractSchemas();
  const releases = readdirSync(released).sort();
  const before = releases.map((release) => ({ release, paths: pathsOf(release, Object.keys(schemas)) }));
  const histories = new Map<string, FieldHistory>();
  for (const [name, schema] of Object.entries(schemas)) {
    const samples = samplesOf(name);
    for (const { path, shape, name: field } of walkSchema(schema)) {
      const key = `${shape}.${field}`;
      const known = histories.get(key);
      const first = before.find(({ paths }) => paths.has(`${name} ${path.join('.')}`))?.release ?? null;
      const values = samples.flatMap((sample) => valuesAt(sample, path));
      histories.set(key, {
        since: [known?.since ?? null, first].filter((release) => release !== null).sort()[0] ?? null,
        example: known?.example ?? values.find((value) => value !== null && value !== ''),
      });
    }
  }
  return histories;
}

export function readSample(path: string): unknown {
  return JSON.parse(readFileSync(`${payloads}/${path}`, 'utf8'));
}

function pathsOf(release: string, names: string[]): Set<string> {
  const files = readdirSync(`${released}/${release}`);
  return new Set(
    names
      .filter((name) => files.includes(`${name}.schema.json`))
      .flatMap((name) => {
        const text = readFileSync(`${released}/${release}/${name}.schema.json`, 'utf8');
        return walkSchema(JSON.parse(text) as JsonSchema).map(({ path }) => `${name} ${path.join('.')}`);
      }),
  );
}

function samplesOf(schema: string): unknown[] {
  return readdirSync(payloads)
    .sort()
    .reverse()
    .flatMap((release) =>
      readdirSync(`${payloads}/${release}`)
        .filter((file) => file.startsWith(`${schema}.`))
        .map((file) => readSample(`${release}/${file}`)),
    );
}
