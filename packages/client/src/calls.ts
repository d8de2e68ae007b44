import type { z } from 'zod';
import type { Transport } from './transport.ts';

/** The plain calls of one service's API. */
export interface Calls {
  /** Repeated when the connection breaks. */
  get<S extends z.ZodType>(path: string, answer: S, query?: object): Promise<z.infer<S>>;
  /** Repeated too, under one idempotency key: the server does it once. */
  post<S extends z.ZodType>(path: string, answer: S, json: object): Promise<z.infer<S>>;
  /** Repeated: the second time changes nothing. */
  patch<S extends z.ZodType>(path: string, answer: S, json: object): Promise<z.infer<S>>;
  delete<S extends z.ZodType>(path: string, answer: S): Promise<z.infer<S>>;
}

export function createCalls(transport: Transport, base: string): Calls {
  return {
    get: (path, answer, query = {}) =>
      transport({ base, path, method: 'GET', answer, query: defined(query), idempotent: true }),
    post: (path, answer, json) => {
      const idempotencyKey = crypto.randomUUID();
      return transport({ base, path, method: 'POST', answer, json, idempotent: true, idempotencyKey });
    },
    patch: (path, answer, json) => transport({ base, path, method: 'PATCH', answer, json, idempotent: true }),
    delete: (path, answer) => transport({ base, path, method: 'DELETE', answer, idempotent: true }),
  };
}

/** Fields that are undefined are not sent. */
function defined(query: object): Record<string, string | number> {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'number' ? value : String(value)]),
  );
}
