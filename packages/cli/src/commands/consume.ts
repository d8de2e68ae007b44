import { consumeResults } from '@nianbao/client';
import type { ReferenceMessage, Result } from '@nianbao/contracts';
import { CliError } from '../cli-error.ts';
import { findRedis } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Io } from '../terminal/io.ts';
import { plainText } from '../terminal/plain-text.ts';

interface ConsumeOptions {
  queue: string;
  name: string;
  limit?: number;
}

/**
 * Receives results, or the references of a subscription that sends these, until Ctrl-C or `--limit`. With `--json`, one per
 * line: each is acknowledged once it is written.
 */
export async function runConsume(
  io: Io,
  { queue, name, limit = Infinity }: ConsumeOptions,
): Promise<ExitCode> {
  const { t } = io;
  if (!/^[a-z0-9-]{1,60}$/.test(queue))
    throw new CliError('usage', t.usageErrors.invalidArgument(`--queue ${queue}`));
  const enough = new AbortController();
  let count = 0;
  const receive = async (document: Result | ReferenceMessage, line: string) => {
    await write(io, io.json ? JSON.stringify(document) : line);
    count++;
    if (count >= limit) enough.abort();
  };
  const consumer = await consumeResults({
    redisUrl: findRedis(io),
    queue,
    name,
    signal: AbortSignal.any([io.signal, enough.signal]),
    onResult: (result) => receive(result, describe(io, result)),
    onReference: (message) => receive(message, describeReference(message)),
    onInvalid: (_data, reason) => io.note(t.consume.invalid(reason)),
    onFailed: (error, { resultId }) => io.note(t.consume.failed(resultId ?? '?', error.message)),
    onError: (error) => io.note(t.consume.connection(error.message)),
  });
  io.note(t.consume.waiting(queue));
  await consumer.closed;
  io.note(t.consume.stopped(count));
  return exitCodes.ok;
}

function write(io: Io, line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    io.stdout.write(`${line}\n`, (error) => (error ? reject(error) : resolve()));
  });
}

function describeReference({ documentId, event, resultKey }: ReferenceMessage): string {
  return `${documentId.slice(0, 10)}  ${event}  ${plainText(resultKey)}`;
}

function describe({ t, language, colours }: Io, result: Result): string {
  const id = result.documentId.slice(0, 10);
  const name = plainText(result.source.name);
  if (result.kind === 'failure')
    return `${id}  ${name}  ${colours.red(t.words.labelled(result.code, result.message[language]))}`;
  const { year, jurisdiction } = result.outline;
  // Counted as everywhere: remarks are no findings.
  const findings = result.findings.filter(({ severity }) => severity !== 'info').length;
  const counts = `${t.columns.figures} ${result.quantities.length}, ${t.columns.indicators} ${result.indicators.length}, ${t.columns.findings} ${findings}`;
  return `${id}  ${name}  ${year ?? ''} ${jurisdiction ?? ''}  ${counts}`;
}
