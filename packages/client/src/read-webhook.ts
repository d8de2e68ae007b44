import { WebhookEvent } from '@nianbao/contracts';
import { Webhook } from 'standardwebhooks';
import { refuseUnknownVersion } from './read-message.ts';

export interface WebhookRequest {
  /** `whsec_…`; during a rotation both. */
  secret: string | readonly string[];
  /** Names in lower case, as Node gives them. */
  headers: Record<string, string | string[] | undefined>;
  /** The body as it came: parsed and written again, it no longer fits its signature. */
  body: string | Buffer;
}

/** Not signed with the secret, altered, or older than five minutes: answer 401 and do nothing. */
export class WebhookSignatureError extends Error {
  override readonly name = 'WebhookSignatureError';
}

/**
 * The event in a webhook's request, once its signature is verified. `id` is the same for every attempt of a delivery: handle each once.
 * Throws WebhookSignatureError, UnknownSchemaVersionError for a result of another version, and a ZodError for an event that it does not know.
 */
export function readWebhook({ secret, headers, body }: WebhookRequest): { id: string; event: WebhookEvent } {
  const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  const payload = verify(typeof secret === 'string' ? [secret] : secret, body, given);
  refuseUnknownVersion((payload as { data?: { result?: unknown } | null } | null)?.data?.result);
  return { id: given['webhook-id'] ?? '', event: WebhookEvent.parse(payload) };
}

function verify(secrets: readonly string[], body: string | Buffer, headers: Record<string, string>): unknown {
  let cause: unknown;
  for (const secret of secrets) {
    try {
      return new Webhook(secret).verify(body, headers);
    } catch (error) {
      cause = error;
    }
  }
  throw new WebhookSignatureError(cause instanceof Error ? cause.message : 'no secret was given', { cause });
}
