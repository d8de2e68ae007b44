import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { WebhookEvent } from '@nianbao/contracts';
import { Webhook } from 'standardwebhooks';

export interface ReceivedWebhook {
  /** The `webhook-id`. */
  id: string;
  path: string;
  event: WebhookEvent;
}

export interface WebhookReceiver {
  url: string;
  /** What was acknowledged, in order. */
  received: ReceivedWebhook[];
  /** Every request, acknowledged or not, by path. */
  requests: string[];
  /** Answers of a path instead of 204; undefined again for 204. */
  behave(path: string, behaviour: ((response: ServerResponse) => unknown) | undefined): void;
  /** Takes this long before it answers on a path. */
  slow(path: string, ms: number): void;
  stop(): Promise<void>;
}

/** An endpoint as a consumer would write it: what is not signed with one of `secrets()` is refused with 401. */
export async function startWebhookReceiver(
  secrets: (path: string) => readonly string[],
): Promise<WebhookReceiver> {
  const behaviours = new Map<string, (response: ServerResponse) => unknown>();
  const delays = new Map<string, number>();
  const received: ReceivedWebhook[] = [];
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    const path = request.url ?? '';
    const body = await read(request);
    requests.push(path);
    const behaviour = behaviours.get(path);
    if (behaviour) return behaviour(response);
    const ms = delays.get(path);
    if (ms !== undefined) await delay(ms);
    const event = verified(secrets(path), body, request.headers as Record<string, string>);
    if (event === null) return response.writeHead(401).end();
    received.push({ id: String(request.headers['webhook-id']), path, event });
    response.writeHead(204).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    requests,
    behave: (path, behaviour) => (behaviour ? behaviours.set(path, behaviour) : behaviours.delete(path)),
    slow: (path, ms) => delays.set(path, ms),
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function verified(
  secrets: readonly string[],
  body: string,
  headers: Record<string, string>,
): WebhookEvent | null {
  for (const secret of secrets) {
    try {
      return new Webhook(secret).verify(body, headers) as WebhookEvent;
    } catch {
      // Signed with another, perhaps.
    }
  }
  return null;
}
