import type { LocalizedText, Problem } from '@nianbao/contracts';

/** The server said no, or did not answer (`status` 0). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly code: string;
  readonly texts: LocalizedText;
  constructor(status: number, code: string, texts: LocalizedText, detail: string) {
    super(detail);
    this.status = status;
    this.code = code;
    this.texts = texts;
  }
}

/** Tells the page that the session is over. */
export const signedOutEvent = 'nianbao-signed-out';

type Query = Record<string, string | number | boolean | null | undefined>;

/** `path?query`, without what is undefined, null or empty. */
export function address(path: string, query: Query = {}): string {
  const entries = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  );
  const search = new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString();
  return search === '' ? path : `${path}?${search}`;
}

interface ApiRequest {
  method?: string;
  json?: unknown;
  signal?: AbortSignal;
}

/** Calls the console's own API. `T` is the contract's answer to this call. Throws {@link ApiProblem}. */
export async function callApi<T>(
  path: string,
  { plain, ...request }: ApiRequest & { plain?: boolean } = {},
): Promise<T> {
  const response = await fetchApi(path, request);
  return (plain ? await response.text() : await response.json()) as T;
}

/** For answers whose headers or bytes matter. Throws {@link ApiProblem}. */
export async function fetchApi(path: string, { json, ...rest }: ApiRequest = {}): Promise<Response> {
  const headers: Record<string, string> = { 'accept-language': document.documentElement.lang };
  const request: RequestInit = { ...rest, headers, credentials: 'same-origin' };
  if (json !== undefined) {
    request.body = JSON.stringify(json);
    headers['content-type'] = 'application/json';
  }
  const response = await fetch(path, request).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiProblem(0, 'UNREACHABLE', unreachable, String(error));
  });
  if (!response.ok) throw await problemOf(response);
  return response;
}

const unreachable: LocalizedText = {
  zh: '控制台没有应答，请检查服务是否在运行。',
  en: 'The console does not answer. Is it running?',
};

async function problemOf(response: Response): Promise<ApiProblem> {
  if (response.status === 401) window.dispatchEvent(new Event(signedOutEvent));
  const body = (await response.json().catch(() => null)) as Partial<Problem> | null;
  const title = body?.title ?? `HTTP ${response.status}`;
  const { zh, en } = body?.message ?? { zh: title, en: title };
  // The server says why in the page's language: behind the title's words, or beside them, or with no more than these.
  const why = body?.detail ?? title;
  const isWhole = why.startsWith(title.replace(/[.。]$/, ''));
  const texts =
    why === title ? { zh, en } : isWhole ? { zh: why, en: why } : { zh: `${zh} ${why}`, en: `${en} ${why}` };
  return new ApiProblem(response.status, body?.code ?? `HTTP_${response.status}`, texts, body?.detail ?? '');
}
