import pc from 'picocolors';
import { hasFlag, type Language, pickLanguage } from '../language.ts';
import { type Messages, messagesIn } from '../messages/index.ts';

/** What a command talks to. With `--json`, stdout carries JSON and nothing else; words go to stderr. */
export interface Io {
  /** Read nowhere else: what it may say is in the messages' `environment`. */
  env: NodeJS.ProcessEnv;
  language: Language;
  t: Messages;
  json: boolean;
  colours: ReturnType<typeof pc.createColors>;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  /** A line for people; nothing with `--json`. */
  print(line?: string): void;
  /** A line about what goes on, to stderr. */
  note(line: string): void;
  /** The one JSON document of the command; nothing without `--json`. */
  document(value: unknown): void;
  /** One line of a JSON stream, always. */
  line(value: unknown): void;
  /** Columns of the terminal, for tables. */
  columns: number;
  /** Aborted by the first Ctrl-C or SIGTERM. */
  signal: AbortSignal;
}

/** Without a terminal, tables may be wide: they are read by programs and pagers. */
const columnsWithoutTerminal = 160;

export function createIo(argv: readonly string[], signal: AbortSignal): Io {
  const { stdout, stderr, env } = process;
  const language = pickLanguage(argv, env);
  const json = hasFlag(argv, '--json');
  const colourful = stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
  return {
    env,
    language,
    t: messagesIn(language),
    json,
    colours: pc.createColors(colourful),
    stdout,
    stderr,
    print: (line = '') => void (json || stdout.write(`${line}\n`)),
    note: (line) => void stderr.write(`${line}\n`),
    document: (value) => void (json && stdout.write(`${JSON.stringify(value, null, 2)}\n`)),
    line: (value) => void stdout.write(`${JSON.stringify(value)}\n`),
    columns: stdout.isTTY ? stdout.columns || 80 : columnsWithoutTerminal,
    signal,
  };
}
