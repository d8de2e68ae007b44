import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import commonProblems from './problems.json' with { type: 'json' };

/** One kind of error answer: its status, and its title in both languages. */
export interface ProblemKind {
  status: number;
  zh: string;
  en: string;
}

/** An error that is answered as problem details (RFC 9457). Thrown anywhere below a route. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly code: string;
  readonly kind: ProblemKind;
  readonly headers: Record<string, string>;
  constructor(
    code: string,
    kind: ProblemKind,
    detail?: string,
    options: ErrorOptions & { headers?: Record<string, string> } = {},
  ) {
    super(detail ?? kind.en, options);
    this.code = code;
    this.kind = kind;
    this.headers = options.headers ?? {};
  }
}

type ProblemMaker<Code extends string> = (
  code: Code,
  detail?: string,
  options?: ErrorOptions & { headers?: Record<string, string> },
) => HttpProblem;

/** A maker of problems from a table of kinds, so that a misspelt code is a type error. */
export function problemsOf<const Table extends Record<string, ProblemKind>>(
  table: Table,
): ProblemMaker<keyof Table & string> {
  return (code, detail, options) => new HttpProblem(code, table[code] as ProblemKind, detail, options);
}

/** The problems every HTTP service has. */
export const problem = problemsOf(commonProblems);

/**
 * The answer: `type`, `title` (in the language the caller prefers), `status`, `detail`, `code`, and `message` with the
 * title in both languages.
 */
export function problemResponse(c: Context, error: HttpProblem): Response {
  const { zh, en, status } = error.kind;
  const title = error.kind[preferredLanguage(c)];
  const body = {
    type: `urn:problem:${error.code.toLowerCase().replaceAll('_', '-')}`,
    title,
    status,
    detail: error.message === en ? title : error.message,
    code: error.code,
    message: { zh, en },
  };
  return c.body(JSON.stringify(body), status as ContentfulStatusCode, {
    ...error.headers,
    'content-type': 'application/problem+json; charset=utf-8',
    'content-language': title === zh ? 'zh' : 'en',
  });
}

/** The first of Chinese and English that the caller's `Accept-Language` names: enough for two languages. */
export function preferredLanguage(c: Context): 'zh' | 'en' {
  const named = /\b(zh|en)\b/i.exec(c.req.header('accept-language') ?? '')?.[1]?.toLowerCase();
  return named === 'zh' ? 'zh' : 'en';
}
