import {
  ReportFailure,
  ReportResult,
  Result,
  ResultMessage,
  resultSchemaVersion,
  SubscriptionMessage,
  WebhookEvent,
} from '@nianbao/contracts';
import { z } from 'zod';

const published = {
  result: Result,
  'report-result': ReportResult,
  'report-failure': ReportFailure,
  'result-message': ResultMessage,
  'subscription-message': SubscriptionMessage,
  'webhook-event': WebhookEvent,
};

/** JSON Schema files of what leaves the house, by path below `packages/contracts`. */
export function jsonSchemas(): [path: string, text: string][] {
  return Object.entries(published).map(([name, schema]) => {
    const id = `nianbao/${name}/v${resultSchemaVersion}`;
    const json = { $id: id, ...z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' }) };
    return [`schemas/v${resultSchemaVersion}/${name}.schema.json`, `${JSON.stringify(json, null, 2)}\n`];
  });
}
