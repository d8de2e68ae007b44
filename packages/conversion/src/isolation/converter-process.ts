import type { ChildProcess } from 'node:child_process';
import { PermanentError } from '@nianbao/contracts';
import { ConverterCrashedError } from './converter-crashed-error.ts';
import { forkConverter } from './fork-converter.ts';
import type { ConverterReply, ConverterRequest, ConverterResult } from './messages.ts';
import { readRss } from './read-rss.ts';
import { startGuards } from './start-guards.ts';

export interface ProcessLimits {
  memoryMb: number;
  /** The child's program, another one in tests. */
  entry?: string | URL;
}

/** One child process, which works on one document at a time. After an outcome that killed it, `alive` is false. */
export interface ConverterProcess {
  readonly alive: boolean;
  readonly served: number;
  run<Request extends ConverterRequest>(
    request: Request,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<ConverterResult<Request['task']>>;
  /** Whether what earlier documents left behind takes much of the memory the next one is entitled to. */
  isBloated(): Promise<boolean>;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
}

const megabyte = 1024 * 1024;
const bloatedShare = 0.6;
const stderrLength = 4000;
const heapExhausted = /heap out of memory|Reached heap limit|Array buffer allocation failed/iu;

export function startConverterProcess(limits: ProcessLimits): ConverterProcess {
  const child = forkConverter(limits.memoryMb, limits.entry);
  const state = { alive: true, served: 0, stderr: '' };
  child.stderr?.on('data', (chunk: Buffer) => {
    state.stderr = (state.stderr + chunk.toString()).slice(-stderrLength);
  });
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, killSignal) => resolve(`exit code ${code}, signal ${killSignal}`));
  }).finally(() => {
    state.alive = false;
  });
  const ready = waitForReady(child);
  const kill = async (): Promise<void> => {
    state.alive = false;
    child.kill('SIGKILL');
    await exited;
  };
  return {
    get alive() {
      return state.alive;
    },
    get served() {
      return state.served;
    },
    kill,
    isBloated: async () => ((await readRss(child.pid ?? 0)) ?? 0) > limits.memoryMb * megabyte * bloatedShare,
    async run<Request extends ConverterRequest>(request: Request, timeoutMs: number, signal?: AbortSignal) {
      state.served += 1;
      const guards = startGuards(child, { timeoutMs, memoryMb: limits.memoryMb }, signal);
      try {
        const reply = await Promise.race([
          converse(child, ready, request),
          exited.then(crash),
          guards.breach,
        ]);
        // A reply answers the one request under way.
        return settle(reply) as ConverterResult<Request['task']>;
      } catch (error) {
        if (!(error instanceof PermanentError) || guards.breached()) await kill();
        throw error;
      } finally {
        guards.stop();
      }
    },
  };

  function crash(how: string): never {
    if (heapExhausted.test(state.stderr)) throw new PermanentError('TIMEOUT', `out of memory: ${how}`);
    throw new ConverterCrashedError(`the converter died: ${how}`, { cause: new Error(state.stderr) });
  }
}

function waitForReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('message', () => resolve());
  });
}

async function converse(
  child: ChildProcess,
  ready: Promise<void>,
  request: ConverterRequest,
): Promise<ConverterReply> {
  await ready;
  return new Promise((resolve, reject) => {
    const listen = (reply: ConverterReply): void => {
      if (reply.kind === 'memory') return;
      child.off('message', listen);
      resolve(reply);
    };
    child.on('message', listen);
    child.send(request, (error) => {
      if (error !== null)
        reject(new ConverterCrashedError('the converter took no request', { cause: error }));
    });
  });
}

function settle(reply: ConverterReply): ConverterResult {
  if (reply.kind === 'done') return reply.result;
  if (reply.kind === 'refused') throw new PermanentError(reply.code, reply.detail);
  const message = reply.kind === 'failed' ? reply.message : reply.kind;
  throw new Error(`conversion failed: ${message}`, { cause: reply });
}
