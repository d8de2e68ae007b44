import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Received {
  method: string;
  url: URL;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

export interface AnsweringServer {
  url: string;
  received: Received[];
  /** What the next requests get, in order; the last one again and again. */
  answers: ((response: ServerResponse) => void)[];
  close(): Promise<void>;
}

/** A real HTTP server on loopback that notes what it gets and answers as it is told. */
export async function startAnsweringServer(): Promise<AnsweringServer> {
  const received: Received[] = [];
  const answers: AnsweringServer['answers'] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url = '/', headers } = request;
    received.push({ method, url: new URL(url, 'http://test'), headers, body: Buffer.concat(chunks) });
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer) answer(response);
    else response.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function json(body: unknown, status = 200): (response: ServerResponse) => void {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
}

export function problem(status: number, code: string, detail: string): (response: ServerResponse) => void {
  return json({ type: 'about:blank', title: code, status, detail, code }, status);
}

/** The connection breaks before an answer. */
export function hangUp(response: ServerResponse): void {
  response.destroy();
}
