import { parseArgs } from 'node:util';
import { type Conditions, describeConditions, readConditions } from './conditions.ts';

type Value = string | number | boolean;
/** The options with their kinds: `count: 500` is answered by `--count 20`, `api: true` by `--no-api`. */
type Options<D> = {
  [K in keyof D]: D[K] extends number ? number : D[K] extends boolean ? boolean : string;
};

/** One run of a bench: what it was asked, where it runs, and how it tells. */
export interface Bench<D> {
  options: Options<D>;
  conditions: Conditions;
  /** A line for people at once; nothing under `--json`. */
  say(line: string): void;
  /** The end: under `--json` one document of conditions, options and results. */
  finish(results: object): void;
}

/**
 * Reads the command line by the defaults' names and kinds, and prints the conditions before anything is measured. Every bench has
 * `--json`. Throws a TypeError that names the option where one is unknown or no number.
 */
export function startBench<D extends Record<string, Value>>(defaults: D): Bench<D> {
  const { json, ...options } = readOptions({ ...defaults, json: false });
  const conditions = readConditions();
  const say = (line: string) => {
    if (!json) console.log(line);
  };
  say(describeConditions(conditions));
  return {
    options: options as Options<D>,
    conditions,
    say,
    finish(results) {
      if (json) console.log(JSON.stringify({ conditions, options, ...results }, null, 2));
    },
  };
}

function readOptions(defaults: Record<string, Value>): Record<string, Value> {
  const { values } = parseArgs({
    allowNegative: true,
    options: Object.fromEntries(
      Object.entries(defaults).map(([name, value]) => [
        name,
        { type: typeof value === 'boolean' ? ('boolean' as const) : ('string' as const) },
      ]),
    ),
  });
  return Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => [name, readOption(name, values[name], value)]),
  );
}

function readOption(name: string, given: string | boolean | undefined, value: Value): Value {
  if (given === undefined) return value;
  if (typeof value !== 'number') return given;
  const number = Number(given);
  if (!Number.isFinite(number)) throw new TypeError(`--${name} takes a number, not ${given}`);
  return number;
}
