import type { Actor } from './access/actor.ts';

/** What the audit says of a call; a handler may say it better than the request does. */
export interface AuditNotes {
  /** Who did it, where no key is asked for. Without an actor there is no entry. */
  actor: Actor | null;
  /** What it was done to. Default: the parameters of the path. */
  target: string | null;
  /** Small JSON without secrets. Default: query and body, shortened by {@link auditDetail}. */
  detail: unknown;
}

const maxText = 200;
const maxDetail = 2_000;
const secretName = /secret|password|token|credential|authorization|api-?key|^key$/i;

/** What was asked, in short: secrets masked, addresses without query and password, long lists as their length. */
export function auditDetail(...parts: unknown[]): unknown {
  const fields = parts.flatMap((part) => (isObject(part) ? Object.entries(part) : []));
  if (fields.length === 0) return null;
  const detail = short(Object.fromEntries(fields), '');
  return JSON.stringify(detail).length > maxDetail ? { fields: fields.map(([name]) => name) } : detail;
}

function short(value: unknown, name: string): unknown {
  if (secretName.test(name)) return '***';
  if (typeof value === 'string') return shortText(value);
  if (Array.isArray(value))
    return value.length > 5 ? `(${value.length})` : value.map((each) => short(each, ''));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, short(each, key)]));
}

function shortText(text: string): string {
  const url = /^[a-z]+:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  const shown = url ? `${url.origin}${url.pathname}` : text;
  return shown.length > maxText ? `${shown.slice(0, maxText)}…` : shown;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
