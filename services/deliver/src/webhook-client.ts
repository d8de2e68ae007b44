import { Agent as HttpAgent, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import {
  isPublicAddress,
  literalAddress,
  PrivateAddressError,
  publicLookup,
} from '@nianbao/service-kit/http';

export interface WebhookPolicy {
  allowHttp: boolean;
  allowPrivate: boolean;
  timeoutMs: number;
}

export interface WebhookRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** What matters of an answer. */
export interface WebhookAnswer {
  status: number;
  /** Its header of this name. */
  retryAfter: string | undefined;
}

/** Of an answer's body nothing matters; this much is read so that the connection can be used again. */
const answerBytes = 4_096;

export interface WebhookClient {
  /**
   * Posts once. Redirects are answers like any other: following one would lead past every check. Rejects
   * when there is no answer in time, and with PrivateAddressError before anything is sent to an address that is not of the internet.
   */
  post(request: WebhookRequest): Promise<WebhookAnswer>;
  close(): void;
}

export function createWebhookClient(policy: WebhookPolicy): WebhookClient {
  // A name is judged by what it resolves to at the moment of the connection; a connection that is kept was judged.
  const options = { keepAlive: true, ...(!policy.allowPrivate && { lookup: publicLookup }) };
  const agents = { http: new HttpAgent(options), https: new HttpsAgent(options) };
  return {
    async post(request) {
      const target = new URL(request.url);
      refuse(target, policy);
      const secure = target.protocol === 'https:';
      const agent = secure ? agents.https : agents.http;
      const send = () => exchange(secure ? requestHttps : requestHttp, target, agent, request, policy);
      try {
        return await send();
      } catch (error) {
        // The other end closed the kept connection at the moment it was used: that was no attempt.
        if (error instanceof StaleConnectionError) return send();
        throw error;
      }
    },
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

class StaleConnectionError extends Error {
  override readonly name = 'StaleConnectionError';
}

function refuse(target: URL, { allowHttp, allowPrivate }: WebhookPolicy): void {
  if (target.protocol !== 'https:' && !allowHttp)
    throw new Error('http:// is not allowed (WEBHOOK_ALLOW_HTTP)');
  const literal = literalAddress(target);
  if (!allowPrivate && literal !== null && !isPublicAddress(literal)) {
    throw new PrivateAddressError(`${literal} is not an address of the internet (WEBHOOK_ALLOW_PRIVATE)`);
  }
}

function exchange(
  start: typeof requestHttps,
  target: URL,
  agent: HttpAgent,
  { headers, body }: WebhookRequest,
  { timeoutMs }: WebhookPolicy,
): Promise<WebhookAnswer> {
  const signal = AbortSignal.timeout(timeoutMs);
  const length = String(Buffer.byteLength(body));
  const options = { method: 'POST', agent, signal, headers: { ...headers, 'content-length': length } };
  return new Promise((resolve, reject) => {
    const request = start(target, options, (response) => {
      let read = 0;
      response.on('data', (chunk: Buffer) => {
        read += chunk.length;
        if (read > answerBytes) response.destroy();
      });
      // A body that is cut off, by us or by the other end, does not change the answer.
      response.on('error', () => {});
      const retryAfter = response.headers['retry-after'];
      response.on('close', () => resolve({ status: response.statusCode ?? 0, retryAfter }));
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (signal.aborted) reject(new Error(`no answer within ${timeoutMs} ms`));
      else if (request.reusedSocket && error.code === 'ECONNRESET')
        reject(new StaleConnectionError(error.message));
      else reject(error);
    });
    request.end(body);
  });
}
