import {
  ErrorCode,
  FileFormat,
  Finding,
  FindingCode,
  Indicator,
  LocalizedText,
  Loss,
  Noise,
  Outline,
  OutlineItem,
  ParagraphPrint,
  ProfileChoice,
  Quantity,
  QuantityRelation,
  QuotedSpan,
  ReferenceMessage,
  RejectedCandidate,
  ReportFailure,
  ReportResult,
  Result,
  ResultMessage,
  ResultVersions,
  ReviewedPart,
  resultSchemaVersion,
  Section,
  Source,
  StageTiming,
  SubscriptionMessage,
  TestMessage,
  WebhookEvent,
} from '@nianbao/contracts';
import { z } from 'zod';
import { meaningOf, shapeMeaningOf } from './contract-fields.ts';

const [ResultWebhook, TestWebhook] = WebhookEvent.options;

/** What has a name of its own in the JSON Schemas, and a table of its own in RESULTS.md, in its order. */
const shapes = {
  ResultMessage,
  ReferenceMessage,
  TestMessage,
  ResultWebhook,
  TestWebhook,
  ReportResult,
  ReportFailure,
  Source,
  Outline,
  Section,
  OutlineItem,
  Noise,
  Quantity,
  QuantityRelation,
  Indicator,
  RejectedCandidate,
  ReviewedPart,
  Finding,
  FindingBasis: Finding.shape.basis,
  ParagraphPrint,
  Loss,
  ProfileChoice,
  ResultVersions,
  StageTiming,
  QuotedSpan,
  LocalizedText,
};
const enumerations = { ErrorCode, FindingCode, FileFormat };

const published = {
  result: Result,
  'report-result': ReportResult,
  'report-failure': ReportFailure,
  'result-message': ResultMessage,
  'reference-message': ReferenceMessage,
  'test-message': TestMessage,
  'subscription-message': SubscriptionMessage,
  'webhook-event': WebhookEvent,
};

/** A place in a JSON Schema, as far as ours go. */
export interface JsonSchema {
  [keyword: string]: unknown;
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  additionalProperties?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
}

export const shapeNames = Object.keys(shapes);

/** The JSON Schemas of what leaves the house, by name, every field with its meaning. */
export function contractSchemas(): Record<keyof typeof published, JsonSchema> {
  const names = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries({ ...shapes, ...enumerations })) names.add(schema, { id });
  const entries = Object.entries(published).map(([name, schema]) => {
    // A root with a name of its own would be called by it in the place of our address.
    const json = z.toJSONSchema(z.union([schema]), { target: 'draft-2020-12', io: 'input', metadata: names });
    const { $schema, anyOf, $defs } = json as JsonSchema;
    const root = anyOf?.[0] ?? {};
    for (const [shape, definition] of Object.entries($defs ?? {})) explain(shape, definition);
    return [name, { $id: `nianbao/${name}/v${resultSchemaVersion}`, $schema, ...root, $defs }];
  });
  return Object.fromEntries(entries);
}

function explain(shape: string, definition: JsonSchema): void {
  delete definition.id;
  if (definition.properties === undefined) return;
  const { en, zh } = shapeMeaningOf(shape);
  definition.description = `${en} ${zh}`;
  for (const [field, schema] of Object.entries(definition.properties)) {
    const meaning = meaningOf(shape, field);
    schema.description = `${meaning.en} ${meaning.zh}`;
  }
}
