import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface SamplePayload {
  /** The release of the contract that it is of: `1.0`. */
  release: string;
  /** Name of the schema it is written by: `result-message`. */
  schema: string;
  path: string;
  value: unknown;
}

const folder = fileURLToPath(new URL('./payloads', import.meta.url));

/** What producers of every release wrote: `payloads/<release>/<schema>.<what>.json`. */
export const samplePayloads: SamplePayload[] = readdirSync(folder)
  .sort()
  .flatMap((release) =>
    readdirSync(`${folder}/${release}`).map((file) => ({
      release,
      schema: file.slice(0, file.indexOf('.')),
      path: `${release}/${file}`,
      value: JSON.parse(readFileSync(`${folder}/${release}/${file}`, 'utf8')) as unknown,
    })),
  );

export function sampleAt(path: string): unknown {
  const sample = samplePayloads.find((each) => each.path === path);
  if (sample === undefined) throw new Error(`no sample ${path}`);
  return structuredClone(sample.value);
}
