import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import commonProblems from './problems.json' with { type: 'json' };

/** One kind of error answer: its status, and its title in both languages. */
export interface ProblemKind {
  status: number;
  zh: string;
  en: string;
}

/** What it was in this case: in both languages, or a name that reads alike in both and is told behind the title. */
export type ProblemDetail = string | { zh: string; en: string };

/** An error that is answered as problem details (RFC 9457). Thrown anywhere below a route. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly code: string;
  readonly kind: ProblemKind;
  readonly detail: ProblemDetail;
  readonly headers: Record<string, string>;
  constructor(
    code: string,
    kind: ProblemKind,
    detail: ProblemDetail = kind,
    options: ErrorOptions & { headers?: Record<string, string> } = {},
  ) {
    super(typeof detail === 'string' ? detail : detail.en, options);
    this.detail = detail;
    this.code = code;
    this.kind = kind;
    this.headers = options.headers ?? {};
  }
}

type ProblemMaker<Code extends string> = (
  code: Code,
  detail?: ProblemDetail,
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
 * The answer: `type`, `title` and `detail` (in the language the caller prefers), `status`, `code`, and `message` with the
 * title in both languages.
 */
export function problemResponse(c: Context, error: HttpProblem): Response {
  const { zh, en, status } = error.kind;
  const language = preferredLanguage(c);
  const body = {
    type: `urn:problem:${error.code.toLowerCase().replaceAll('_', '-')}`,
    title: error.kind[language],
    status,
    detail: typeof error.detail === 'string' ? behindTitle(error, language) : error.detail[language],
    code: error.code,
    message: { zh, en },
  };
  return c.body(JSON.stringify(body), status as ContentfulStatusCode, {
    ...error.headers,
    'content-type': 'application/problem+json; charset=utf-8',
    'content-language': language,
  });
}

/** "There is no such batch: 2024". */
function behindTitle({ kind, detail }: HttpProblem, language: 'zh' | 'en'): string {
  return `${kind[language].replace(/[.。]$/, '')}${language === 'zh' ? '：' : ': '}${detail}`;
}

/** The first of Chinese and English that the caller's `Accept-Language` names: enough for two languages. */
export function preferredLanguage(c: Context): 'zh' | 'en' {
  const named = /\b(zh|en)\b/i.exec(c.req.header('accept-language') ?? '')?.[1]?.toLowerCase();
  return named === 'zh' ? 'zh' : 'en';
}
