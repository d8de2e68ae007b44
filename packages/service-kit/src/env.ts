import { z } from 'zod';
import faultsInChinese from './env-faults.json' with { type: 'json' };

/** One environment variable: its schema (over a string), its default, and what to tell the person who sets it. */
export interface EnvVariable<T> {
  schema: z.ZodType<T, string | undefined>;
  /** For `.env.example` and whoever sets it wrongly; plain words, one line. */
  description: { zh: string; en: string };
  /** Shown in `.env.example`, commented out, when there is no default. */
  example?: string;
  /** Never printed or logged. */
  secret?: true;
}
/** The environment, or what stands for it. */
export type Env = Record<string, string | undefined>;
export type EnvSpec = Record<string, EnvVariable<unknown>>;
export type EnvValues<S extends EnvSpec> = { [K in keyof S]: S[K] extends EnvVariable<infer T> ? T : never };

/** Thrown with every faulty variable named, so that one start shows them all. */
export class EnvError extends Error {
  override readonly name = 'EnvError';
  readonly text: { zh: string; en: string };
  constructor(zh: readonly string[], en: readonly string[]) {
    const text = { zh: `环境变量：\n  ${zh.join('\n  ')}`, en: `environment:\n  ${en.join('\n  ')}` };
    super(text.en);
    this.text = text;
  }
}

const chinese = z.locales.zhCN().localeError;
const inChinese: Record<string, string> = faultsInChinese;

/** Reads and checks the variables of `spec`. An empty value counts as unset. Throws {@link EnvError}. */
export function readEnv<const S extends EnvSpec>(spec: S, source: Env): EnvValues<S> {
  const values: Record<string, unknown> = {};
  const faults: { zh: string[]; en: string[] } = { zh: [], en: [] };
  for (const [name, variable] of Object.entries(spec)) {
    const given = source[name] || undefined;
    const parsed = variable.schema.safeParse(given);
    if (parsed.success) {
      values[name] = parsed.data;
      continue;
    }
    const { zh, en } = variable.description;
    const { error: translated = parsed.error } = variable.schema.safeParse(given, { error: chinese });
    const told = translated.issues.map(({ message }) => inChinese[message] ?? message);
    faults.zh.push(`${name}：${told.join('；')}（${zh}）`);
    faults.en.push(`${name}: ${parsed.error.issues.map(({ message }) => message).join('; ')} (${en})`);
  }
  if (faults.en.length > 0) throw new EnvError(faults.zh, faults.en);
  return values as EnvValues<S>;
}

/** An integer variable with a default and limits. */
export function intVariable(
  fallback: number,
  min: number,
  max: number,
): z.ZodType<number, string | undefined> {
  return z
    .string()
    .regex(/^\d+$/, 'a whole number')
    .default(String(fallback))
    .transform(Number)
    .pipe(z.number().min(min).max(max));
}

/** A text variable with a default. */
export function textVariable(fallback: string): z.ZodType<string, string | undefined> {
  return z.string().default(fallback);
}

/** A text variable that may be unset. */
export function optionalVariable(): z.ZodType<string | undefined, string | undefined> {
  return z.string().optional();
}

/** `true` or `false`, with a default. */
export function flagVariable(fallback: boolean): z.ZodType<boolean, string | undefined> {
  return z
    .enum(['true', 'false'], 'true or false')
    .default(fallback ? 'true' : 'false')
    .transform((text) => text === 'true');
}
