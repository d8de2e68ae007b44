import { readFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { PermanentError } from '@nianbao/contracts';
import { convert } from '../convert.ts';
import { defaultLimits } from '../converter.ts';
import type { ConverterReply, ConverterRequest, ConverterResult } from './messages.ts';

const memoryReportMs = 500;
/** Recognition takes every core it is given for minutes: reports that need none go first, and it still gets a third. */
const ocrNiceness = 5;

/** Entry of the child process: one document at a time, until the parent goes or kills it. */
process.on('message', (request: ConverterRequest) => {
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

async function answer(request: ConverterRequest): Promise<ConverterReply> {
  try {
    return { kind: 'done', result: await perform(request) };
  } catch (error) {
    if (error instanceof PermanentError) return { kind: 'refused', code: error.code, detail: error.message };
    if (error instanceof Error) return { kind: 'failed', message: error.message, stack: error.stack ?? '' };
    return { kind: 'failed', message: String(error), stack: '' };
  }
}

async function perform(request: ConverterRequest): Promise<ConverterResult> {
  const bytes = typeof request.source === 'string' ? await readFile(request.source) : request.source;
  if (request.task === 'convert') return convert(bytes, { name: request.name });
  if (request.task === 'render') {
    const { renderPageImage } = await import('../rendering/render-page-image.ts');
    return renderPageImage(bytes, request.page, request.maxWidth);
  }
  // Before its threads are made, which inherit it.
  setPriority(ocrNiceness);
  const { recognise } = await import('../ocr/recognise.ts');
  return recognise(bytes, request.converted, { ...defaultLimits, ocrPages: request.maxPages });
}

function reply(message: ConverterReply): void {
  if (process.connected) process.send?.(message);
}
