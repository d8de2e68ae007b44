import { nearestWords } from '@nianbao/contracts';
import { problem } from '@nianbao/service-kit/http';
import { z } from 'zod';

type Issue = z.core.$ZodIssue;

const chinese = z.locales.zhCN().localeError;
/** Of more choices, the nearest are named instead of all. */
const namedChoices = 8;

/** Checks a value from the caller. Throws BAD_REQUEST that names every faulty field, in both languages. */
export function parseRequest<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { error: inChinese = parsed.error } = schema.safeParse(value, { error: chinese });
  throw problem('BAD_REQUEST', {
    zh: inChinese.issues.map((issue) => describe(issue, value, '最接近的是')).join('；'),
    en: parsed.error.issues.map((issue) => describe(issue, value, 'nearest:')).join('; '),
  });
}

function describe(issue: Issue, value: unknown, nearest: string): string {
  const where = issue.path.join('.');
  return `${where === '' ? '' : `${where}: `}${choices(issue, value, nearest) ?? issue.message}`;
}

/** Of a wrong word among many, the words that may have been meant. */
function choices(issue: Issue, value: unknown, nearest: string): string | null {
  if (issue.code !== 'invalid_value' || issue.values.length <= namedChoices) return null;
  const given = valueAt(value, issue.path);
  const known = issue.values.map((each) => ({ key: String(each) }));
  const near = nearestWords(String(given), known);
  return near.length === 0 ? null : `"${given}"? ${nearest} ${near.map(({ key }) => key).join(', ')}`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}
