import {
  ReferenceMessage,
  Result,
  ResultMessage,
  resultSchemaVersion,
  type SubscriptionMessage,
  TestMessage,
} from '@nianbao/contracts';
import type { z } from 'zod';
import { InvalidPayloadError, UnknownSchemaVersionError } from './invalid-payload-error.ts';

/** What a subscription queue carries. Throws InvalidPayloadError for what it should not. */
export function readMessage(data: unknown, takesReferences: boolean): SubscriptionMessage {
  const test = TestMessage.safeParse(data);
  if (test.success) return test.data;
  const reference = ReferenceMessage.safeParse(data);
  if (reference.success) {
    if (takesReferences) return reference.data;
    throw new InvalidPayloadError(
      'a reference, and there is no onReference: give one, or set the payload to full',
    );
  }
  refuseUnknownVersion((data as { result?: unknown } | null)?.result);
  return parseAs(ResultMessage, data);
}

/** A result as it lies in the object store. Throws InvalidPayloadError. */
export function parseResult(data: unknown): Result {
  refuseUnknownVersion(data);
  return parseAs(Result, data);
}

/** Throws UnknownSchemaVersionError for what says that it is a result of another version. */
export function refuseUnknownVersion(result: unknown): void {
  const version = (result as { schemaVersion?: unknown } | null | undefined)?.schemaVersion;
  if (typeof version === 'number' && version !== resultSchemaVersion)
    throw new UnknownSchemaVersionError(version);
}

function parseAs<S extends z.ZodType>(schema: S, data: unknown): z.infer<S> {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new InvalidPayloadError(`${issue?.path.join('.') || '(message)'}: ${issue?.message}`);
}
