import { CliError } from './cli-error.ts';
import { type ExitName, exitCodes } from './exit-codes.ts';
import type { Language } from './language.ts';
import type { Io } from './terminal/io.ts';

interface Described {
  exit: ExitName;
  /** A word for programs: `USAGE`, an API's problem code, … */
  code: string;
  message: string;
}

/** What file systems refuse: a folder that is not ours, a full disk. */
const refusals = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOSPC',
  'EDQUOT',
  'ENOENT',
  'ENOTDIR',
  'EISDIR',
  'EEXIST',
  'EIO',
  'EMFILE',
]);

/** Tells the user what went wrong, as one JSON document with `--json`, and returns the exit code. */
export function reportError(io: Io, error: unknown): number {
  const { exit, code, message } = describeError(io, error);
  const exitCode = exitCodes[exit];
  io.document({ kind: 'error', code, message, exitCode });
  io.note(message);
  if (io.env.NIANBAO_DEBUG && error instanceof Error) io.note(error.stack ?? '');
  return exitCode;
}

/** In the user's language. By name and shape rather than `instanceof`: the classes' modules are not loaded for commands that do without them. */
export function describeError(io: Io, error: unknown): Described {
  const { errors, upload } = io.t;
  if (io.signal.aborted) return { exit: 'interrupted', code: 'INTERRUPTED', message: upload.interrupted };
  if (error instanceof CliError) return { exit: error.exit, code: error.exit, message: error.message };
  if (!(error instanceof Error))
    return { exit: 'internal', code: 'INTERNAL', message: errors.internal(String(error)) };
  const text = localizedText(error, io.language);
  if (error.name === 'EnvError')
    return { exit: 'usage', code: 'SETTINGS', message: errors.settings(text ?? error.message) };
  if (text !== null)
    return {
      exit: error.name === 'StackRunningError' ? 'badInput' : 'notRunning',
      code: error.name,
      message: text,
    };
  if (error.name === 'UnreachableError' && 'origin' in error) {
    return { exit: 'notRunning', code: 'UNREACHABLE', message: errors.unreachable(String(error.origin)) };
  }
  if (error.name === 'ApiError' && 'status' in error && 'code' in error && 'detail' in error) {
    const exit = exitOf(Number(error.status), String(error.code));
    const meaning = 'texts' in error ? textIn(error.texts, io.language) : null;
    const code = String(error.code);
    const detail = detailOf(error);
    const isWhole = meaning !== null && detail.startsWith(meaning.replace(/[.。]$/, ''));
    const told = isWhole ? errors.server(detail, code, '') : errors.server(meaning, code, detail);
    return { exit, code, message: error.status === 401 ? `${told}\n${errors.needsKey}` : told };
  }
  if (error.name === 'InvalidAnswerError') {
    return { exit: 'internal', code: 'INVALID_ANSWER', message: errors.invalidAnswer(error.message) };
  }
  if ('code' in error && refusals.has(String(error.code)))
    return { exit: 'badInput', code: 'SYSTEM', message: errors.system(error.message) };
  return { exit: 'internal', code: 'INTERNAL', message: errors.internal(error.message) };
}

/** What the answer says beyond its meaning. */
function detailOf({ detail, texts }: { detail: unknown; texts?: unknown }): string {
  const meanings = typeof texts === 'object' && texts !== null ? Object.values(texts) : [];
  return meanings.includes(detail) ? '' : String(detail);
}

/** What the API finds wrong in a request stood on the command line. */
function exitOf(status: number, code: string): ExitName {
  if (status >= 500) return 'internal';
  return code === 'BAD_REQUEST' ? 'usage' : 'badInput';
}

/** Errors of the local stack carry their message in both languages as `text`. */
function localizedText(error: Error, language: Language): string | null {
  return 'text' in error ? textIn(error.text, language) : null;
}

function textIn(texts: unknown, language: Language): string | null {
  if (typeof texts !== 'object' || texts === null) return null;
  const text = (texts as Partial<Record<Language, unknown>>)[language];
  return typeof text === 'string' ? text : null;
}
