import {
  ReferenceMessage,
  ResultMessage,
  resultSchemaVersion,
  type SubscriptionMessage,
  TestMessage,
} from '@nianbao/contracts';

/** What a subscription queue carries, or why it is not that. */
export function readMessage(
  data: unknown,
  takesReferences: boolean,
): { message: SubscriptionMessage } | { reason: string } {
  const test = TestMessage.safeParse(data);
  if (test.success) return { message: test.data };
  const reference = ReferenceMessage.safeParse(data);
  if (reference.success) {
    if (takesReferences) return { message: reference.data };
    return { reason: 'a reference, and there is no onReference: give one, or set the payload to full' };
  }
  const version = schemaVersionOf(data);
  if (typeof version === 'number' && version !== resultSchemaVersion) {
    const remedy = version > resultSchemaVersion ? 'update this client' : 'it is of an older house';
    return { reason: `schemaVersion ${version}; this client reads ${resultSchemaVersion}: ${remedy}` };
  }
  const parsed = ResultMessage.safeParse(data);
  if (parsed.success) return { message: parsed.data };
  const issue = parsed.error.issues[0];
  return { reason: `${issue?.path.join('.') || '(message)'}: ${issue?.message}` };
}

function schemaVersionOf(data: unknown): unknown {
  return (data as { result?: { schemaVersion?: unknown } | null } | null)?.result?.schemaVersion;
}
