import type { LocalizedText, RequiredRole } from '@nianbao/contracts';
import type { Context } from 'hono';
import type { z } from 'zod';
import type { Actor } from './access/actor.ts';
import type { AuditNotes } from './audit-notes.ts';
import type tags from './tags.json';

/** An answer that is not JSON; several types where the caller chooses. */
export interface MediaAnswer {
  mediaType: string | readonly string[];
}
export type Answers = Readonly<Record<number, z.ZodType | MediaAnswer>>;

/** A call after the checks: its parts are what the schemas made of them. */
export interface RouteRequest<Params, Query, Body> {
  params: Params;
  query: Query;
  body: Body;
  /** Null where no key is asked for and none was given. */
  actor: Actor | null;
  /** What the audit will say; a handler may say it better. */
  audit: AuditNotes;
  /** For answers that go on for long: whether the caller's key or session still holds. */
  stillAllowed(): Promise<boolean>;
  /** For headers and answers other than JSON. */
  c: Context;
}

type AnswerValue<A extends Answers> = {
  [Status in keyof A]: A[Status] extends z.ZodType ? z.output<A[Status]> : never;
}[keyof A];

/** Everything there is to say of one call: its checks, its documentation and its audit entry are made from this. */
export interface RouteDeclaration<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends Answers,
> {
  /** Names the operation in the OpenAPI document and in the audit: `verb-object` in kebab-case. */
  id: string;
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Whole path with parameters as `:name`, e.g. `/api/documents/:id`. */
  path: `/${string}`;
  /** The group it is listed in. */
  tag: keyof typeof tags;
  /** Who may call: holders of this role or a higher one, of any key (`any`), or everybody (`none`). */
  role: RequiredRole;
  summary: LocalizedText;
  description?: LocalizedText;
  params?: P;
  query?: Q;
  /** A JSON body. */
  body?: B;
  /** Largest JSON body; default 1 MiB. */
  maxBodyBytes?: number;
  /** Media type of a body that is no JSON; the handler reads it from `c.req.raw`. */
  bodyMediaType?: string;
  /** What it answers by status, problems apart. */
  answers: A;
  /** False for a POST that only asks: no audit entry, no idempotency keys. GETs never have them. */
  changes?: boolean;
  /** Alike calls within an hour (of one caller, on one target, with one outcome) are one audit entry with their count. */
  foldAudit?: boolean;
  /** The answer holds a secret: it is not kept for repeated calls. */
  secretAnswer?: boolean;
  /** A value is answered as JSON with the first of the declared statuses; anything else comes as a Response. */
  handle(
    request: RouteRequest<z.output<P>, z.output<Q>, z.output<B>>,
  ): AnswerValue<A> | Response | Promise<AnswerValue<A> | Response>;
}

/** A declared route, whatever its schemas. */
export interface Route extends Omit<RouteDeclaration<z.ZodType, z.ZodType, z.ZodType, Answers>, 'handle'> {
  handle(request: RouteRequest<unknown, unknown, unknown>): unknown;
}

/**
 * Declares a route. {@link serveRoutes} serves it, `openApiDocument` describes it, and a test calls it as every role.
 *
 * @example
 * route({
 *   id: 'list-batches', method: 'get', path: '/api/batches', tag: 'batches', role: 'any',
 *   summary: { zh: '批次列表', en: 'Batches' },
 *   query: BatchesQuery,
 *   answers: { 200: BatchesResponse },
 *   handle: async ({ query }) => ({ batches: await catalogue.batches(query.limit) }),
 * })
 */
export function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends Answers>(
  declaration: RouteDeclaration<P, Q, B, A>,
): Route {
  return declaration;
}
