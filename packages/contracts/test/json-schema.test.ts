import {
  ReferenceMessage,
  ReportFailure,
  ReportResult,
  Result,
  ResultMessage,
  SubscriptionMessage,
  TestMessage,
  WebhookEvent,
} from '@nianbao/contracts';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { contractNames, createContractCheck } from './contract-validator.ts';
import { sampleAt, samplePayloads } from './sample-payloads.ts';

const schemas: Record<string, z.ZodType> = {
  result: Result,
  'report-result': ReportResult,
  'report-failure': ReportFailure,
  'result-message': ResultMessage,
  'reference-message': ReferenceMessage,
  'test-message': TestMessage,
  'subscription-message': SubscriptionMessage,
  'webhook-event': WebhookEvent,
};
const checks = new Map(contractNames.map((name) => [name, createContractCheck('v1', name)]));

/** The verdicts of zod and of ajv. */
function verdicts(schema: string, value: unknown): { zod: boolean; ajv: boolean } {
  const check = checks.get(schema);
  if (check === undefined) throw new Error(`no schema ${schema}`);
  return { zod: schemas[schema]?.safeParse(value).success ?? false, ajv: check(value) === null };
}

it('every published schema has its zod schema', () => {
  expect([...contractNames].sort()).toEqual(Object.keys(schemas).sort());
});

describe('samples of every release', () => {
  it.each(samplePayloads)(
    '$path is accepted by zod and by ajv, and nothing of it gets lost',
    ({ schema, value }) => {
      expect(verdicts(schema, value)).toEqual({ zod: true, ajv: true });
      expect(schemas[schema]?.parse(value)).toEqual(value);
    },
  );

  it.each(samplePayloads.filter(({ schema }) => schema.endsWith('-message')))(
    '$path is what a queue may carry',
    ({ value }) => {
      expect(verdicts('subscription-message', value)).toEqual({ zod: true, ajv: true });
    },
  );
});

const gone = Symbol('gone');
const report = '1.2/result-message.published.json';
const failed = '1.2/result-message.failed.json';
const reference = '1.2/reference-message.revised.json';
const test = '1.2/test-message.json';
const hook = '1.2/webhook-event.failed.json';

const broken: [sample: string, field: string, value: unknown][] = [
  [report, 'resultId', gone],
  [report, 'resultId', 'ABC'],
  [report, 'resultKey', 7],
  [report, 'event', 'report.read'],
  [report, 'previousResultId', 'x'],
  [report, 'replay', 0],
  [report, 'result', gone],
  [report, 'result', null],
  [report, 'result.kind', 'summary'],
  [report, 'result.schemaVersion', 2],
  [report, 'result.schemaVersion', '1'],
  [report, 'result.documentId', 'd'.repeat(63)],
  [report, 'result.source.bytes', -1],
  [report, 'result.source.bytes', 1.5],
  [report, 'result.source.format', 'pages'],
  [report, 'result.batchId', 'a/b'],
  [report, 'result.batchId', ''],
  [report, 'result.publishedAt', '22 November 2026'],
  [report, 'result.outline.year', 1900],
  [report, 'result.outline.issuedOn', '2026-02-30'],
  [report, 'result.outline.title.quote', gone],
  [report, 'result.outline.sections.0.role', 'epilogue'],
  [report, 'result.outline.sections.0.children', gone],
  [report, 'result.outline.sections.0.children', [{ id: 's9' }]],
  [report, 'result.quantities', {}],
  [report, 'result.quantities.0.value', '12'],
  [report, 'result.quantities.0.status', 'hoped'],
  [report, 'result.quantities.0.page', 0],
  [report, 'result.indicators.0.quantityIds', []],
  [report, 'result.parts.0.evidence', gone],
  [report, 'result.findings.0.severity', 'fatal'],
  [report, 'result.profile.confidence', 1.1],
  [report, 'result.timings.convert.attempts', 0],
  [failed, 'result.code', 'NO_SUCH_CODE'],
  [failed, 'result.message.zh', gone],
  [failed, 'result.unsupported', 'no'],
  [reference, 'reference', false],
  [reference, 'event', gone],
  [test, 'test', 'yes'],
  [test, 'subscription', 'No such name!'],
  [hook, 'type', 'report.read'],
  [hook, 'type', 'subscription.test'],
  [hook, 'timestamp', gone],
  [hook, 'data', {}],
];

describe('broken variants', () => {
  it.each(broken)('%s: %s as %s is refused by zod and by ajv', (path, field, value) => {
    const changed = withField(path, field, value);
    expect(verdicts(schemaOf(path), changed)).toEqual({ zod: false, ajv: false });
  });

  it.each([
    [report, 'mood'],
    [report, 'result.mood'],
    [report, 'result.quantities.0.mood'],
    [failed, 'result.message.fr'],
    [reference, 'mood'],
    [hook, 'mood'],
  ])('%s: a new field %s is no fault', (path, field) => {
    const changed = withField(path, field, 'good');
    expect(verdicts(schemaOf(path), changed)).toEqual({ zod: true, ajv: true });
  });
});

function schemaOf(path: string): string {
  return samplePayloads.find((each) => each.path === path)?.schema ?? '';
}

function withField(path: string, field: string, value: unknown): unknown {
  const sample = sampleAt(path);
  const names = field.split('.');
  const last = names.pop() ?? '';
  let place = sample as Record<string, unknown>;
  for (const name of names) place = place[name] as Record<string, unknown>;
  if (value === gone) {
    expect(place, 'it was there').toHaveProperty([last]);
    delete place[last];
  } else place[last] = value;
  return sample;
}
