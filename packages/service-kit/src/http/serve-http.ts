import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';

export interface ServeOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** Milliseconds that requests under way get to finish on stop. */
  graceMs?: number;
}

export interface RunningHttp {
  /** With the real port, without a slash at the end. */
  url: string;
  /** Takes no more requests, ends idle connections, lets those under way finish, then cuts the rest. */
  stop(): Promise<void>;
}

const idleSweepMs = 50;
/** The largest file over a slow line. */
const requestTimeoutMs = 15 * 60_000;
const headersTimeoutMs = 30_000;

/** Listens. Rejects when the port is taken. */
export async function serveHttp(
  app: { fetch: (request: Request) => Response | Promise<Response> },
  { host, port, graceMs = 10_000 }: ServeOptions,
): Promise<RunningHttp> {
  const server = createAdaptorServer({
    fetch: (request) => app.fetch(request),
    serverOptions: { requestTimeout: requestTimeoutMs, headersTimeout: headersTimeoutMs },
  }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { port: actual } = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  return { url: `http://${name}:${actual}`, stop: () => stopServer(server, graceMs) };
}

async function stopServer(server: Server, graceMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // Connections whose request ends later stay open for their keep-alive time unless they are swept up.
  const idle = setInterval(() => server.closeIdleConnections(), idleSweepMs);
  const limit = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(limit);
}
