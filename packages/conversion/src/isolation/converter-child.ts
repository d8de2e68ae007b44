import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { PermanentError } from '@nianbao/contracts';
import { convert } from '../convert.ts';
import type { ConverterReply, ConvertRequest } from './messages.ts';

const memoryReportMs = 500;

/** Entry of the child process: one document at a time, until the parent goes or kills it. */
process.on('message', (request: ConvertRequest) => {
  void answer(request).then(reply);
});
process.on('disconnect', () => process.exit());
// A document may keep this thread busy for ever: the parent's death is watched from another one.
new Worker(new URL('./watch-parent.mjs', import.meta.url), {
  execArgv: [],
  workerData: { parent: process.ppid },
}).unref();
if (process.platform !== 'linux') {
  setInterval(() => reply({ kind: 'memory', bytes: process.memoryUsage.rss() }), memoryReportMs).unref();
}
reply({ kind: 'ready' });

async function answer({ source, name }: ConvertRequest): Promise<ConverterReply> {
  try {
    const bytes = typeof source === 'string' ? await readFile(source) : source;
    return { kind: 'converted', document: await convert(bytes, { name }) };
  } catch (error) {
    if (error instanceof PermanentError) return { kind: 'refused', code: error.code, detail: error.message };
    if (error instanceof Error) return { kind: 'failed', message: error.message, stack: error.stack ?? '' };
    return { kind: 'failed', message: String(error), stack: '' };
  }
}

function reply(message: ConverterReply): void {
  if (process.connected) process.send?.(message);
}
