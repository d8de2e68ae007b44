import { z } from 'zod';

/** One environment variable: its schema (over a string), its default, and what to tell the person who sets it. */
export interface EnvVariable<T> {
  schema: z.ZodType<T, string | undefined>;
  /** For `.env.example` and `--help`; plain words, one line. */
  description: string;
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
}

/** Reads and checks the variables of `spec`. An empty value counts as unset. Throws {@link EnvError}. */
export function readEnv<const S extends EnvSpec>(spec: S, source: Env): EnvValues<S> {
  const values: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const [name, variable] of Object.entries(spec)) {
    const parsed = variable.schema.safeParse(source[name] || undefined);
    if (parsed.success) values[name] = parsed.data;
    else
      faults.push(
        `${name}: ${parsed.error.issues.map((i) => i.message).join('; ')} (${variable.description})`,
      );
  }
  if (faults.length > 0) throw new EnvError(`environment:\n  ${faults.join('\n  ')}`);
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
