import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AnySchemaObject } from 'ajv';
import { describe, expect, it } from 'vitest';
import { createContractCheck, readSchema, releases, schemaNamesIn } from './contract-validator.ts';
import { samplePayloads } from './sample-payloads.ts';
import { schemaBreaks } from './schema-breaks.ts';

const released = releases.flatMap((release) =>
  schemaNamesIn(`released/${release}`).map((name) => ({ release, name })),
);
const changelog = readFileSync(fileURLToPath(new URL('../CHANGELOG.md', import.meta.url)), 'utf8');

describe('the contract of today', () => {
  it('has earlier releases', () => expect(releases).toEqual(expect.arrayContaining(['1.0', '1.1', '1.2'])));

  it.each(released)('keeps what $name of $release promised', ({ release, name }) => {
    expect(schemaBreaks(readSchema(`released/${release}`, name), readSchema('v1', name))).toEqual([]);
  });

  it.each(releases)('tells of release %s in its changelog', (release) => {
    expect(changelog).toContain(`\n## ${release} `);
  });

  it('tells of what is not yet released', () => {
    const latest = `released/${releases.at(-1)}`;
    const changed = schemaNamesIn('v1')
      .filter((name) => schemaNamesIn(latest).includes(name))
      .filter((name) => shapeOf(readSchema(latest, name)) !== shapeOf(readSchema('v1', name)));
    expect(changelog.includes('\n## Unreleased')).toBe(changed.length > 0);
  });
});

describe('samples', () => {
  it.each(samplePayloads)('$path is what its release allowed', ({ release, schema, value }) => {
    const check = createContractCheck(`released/${release}`, schema === 'result' ? 'result-message' : schema);
    const { resultId } = value as { resultId: string };
    expect(
      check(schema === 'result' ? { resultId, resultKey: 'results/x', result: value } : value),
    ).toBeNull();
  });
});

type Change = (report: AnySchemaObject) => void;
const breaking: [string, string, Change][] = [
  ['a field is taken away', 'vanished', ({ properties }) => delete properties.outline],
  ['an optional field is taken away', 'vanished', ({ properties }) => delete properties.prints],
  [
    'a field becomes optional',
    'no longer',
    (report) => report.required.splice(report.required.indexOf('parts'), 1),
  ],
  ['an optional field becomes required', 'newly', ({ required }) => required.push('prints')],
  [
    'a new field is required',
    'newly',
    ({ properties, required }) => {
      properties.mood = { type: 'string' };
      required.push('mood');
    },
  ],
  [
    'a type changes',
    'type changed',
    ({ properties }) => {
      properties.textKey = { type: 'integer' };
    },
  ],
  [
    'a list becomes a value',
    'type changed',
    ({ properties }) => {
      properties.quantities = properties.quantities.items;
    },
  ],
  [
    'the version rises',
    'const changed',
    ({ properties }) => {
      properties.schemaVersion.const = 2;
    },
  ],
  [
    'a pattern narrows',
    'pattern changed',
    ({ properties }) => {
      properties.resultId.pattern = '^[0-9]{32}$';
    },
  ],
];
const harmless: [string, Change][] = [
  [
    'a new optional field',
    ({ properties }) => {
      properties.mood = { type: 'string' };
    },
  ],
  [
    'a better description',
    ({ properties }) => {
      properties.textKey.description = 'other words';
    },
  ],
];

describe('the rule', () => {
  it.each(breaking)('sees when %s', (_what, says, change) => {
    expect(schemaBreaks(...withChange(change)).join('\n')).toContain(says);
  });

  it.each(harmless)('lets pass %s', (_what, change) => {
    expect(schemaBreaks(...withChange(change))).toEqual([]);
  });

  it('takes new values of an enumeration and none away', () => {
    const grown = readSchema('v1', 'result');
    grown.$defs.FindingCode.enum.push('too-short');
    const today = readSchema('v1', 'result');
    expect(schemaBreaks(today, grown)).toEqual([]);
    expect(schemaBreaks(grown, today).join()).toContain('no too-short any more');
  });
});

function withChange(change: Change): [AnySchemaObject, AnySchemaObject] {
  const changed = readSchema('v1', 'report-result');
  change(changed.$defs.ReportResult);
  return [readSchema('v1', 'report-result'), changed];
}

/** Without the words, which may change at any time. */
function shapeOf(schema: AnySchemaObject): string {
  return JSON.stringify(schema, (key, value: unknown) => (key === 'description' ? undefined : value));
}
