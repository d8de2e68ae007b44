import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { service as console_ } from '@nianbao/console';
import type { LocalizedText } from '@nianbao/contracts';
import { service as convert } from '@nianbao/convert';
import { service as deliver } from '@nianbao/deliver';
import { service as extract } from '@nianbao/extract';
import { service as intake } from '@nianbao/intake';
import { service as ocr } from '@nianbao/ocr';
import { service as publish } from '@nianbao/publish';
import { service as review } from '@nianbao/review';
import { service as segment } from '@nianbao/segment';
import { type Env, type RunningService, type Service, startTracing } from '@nianbao/service-kit';
import { CannotStartError } from './cannot-start-error.ts';
import { doctor } from './doctor/doctor.ts';
import { acquireLock, type FileLock, LockHeldError } from './file-lock.ts';
import { openLocalParts, type StackParts } from './parts.ts';
import { readRunFile, removeRunFile, writeRunFile } from './run-file.ts';
import { openStackLog } from './stack-log.ts';
import { StackRunningError } from './stack-running-error.ts';

export interface LocalStackOptions {
  /** Everything the stack keeps lies in here. */
  dataDir: string;
  /** `info` writes the log to standard error too; `logs/nianbao.log` is written in any case. */
  log: 'silent' | 'info';
  onProgress?(message: LocalizedText): void;
  /** Settings, all that `.env.example` lists; what is not set is settled here. */
  env: Env;
}

export interface RunningStack {
  intakeUrl: string;
  apiUrl: string;
  /** With its password: not for logs. */
  redisUrl: string;
  dataDir: string;
  storeDescription: string;
  /** Takes no more uploads, lets jobs in flight finish or go back, closes everything. Safe to repeat. */
  stop(): Promise<void>;
}

/** A machine that is busy starting other things answers late. */
const busyMachineSeconds = 30;
/** Longer than any part takes that ends by itself: Redis gets 30 seconds to write its file. */
const stopLimitMs = 90_000;
const workers: readonly Service<StackParts>[] = [deliver, publish, review, extract, segment, ocr, convert];

/**
 * Redis, object store, catalogue and every service in this process, on free loopback ports. One stack per folder: throws
 * StackRunningError when there is one already, CannotStartError when the doctor finds something wrong.
 */
export async function startLocalStack(options: LocalStackOptions): Promise<RunningStack> {
  const dataDir = path.resolve(options.dataDir);
  await refuseWhatCannotStart(options.env, dataDir);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const undo = createUndo();
  try {
    const lock = await lockStack(dataDir);
    undo.push(() => lock.release());
    const addresses = await startUnderLock({ ...options, dataDir }, undo);
    return { ...addresses, dataDir, stop: undo.run };
  } catch (error) {
    await undo.run();
    throw error;
  }
}

async function startUnderLock(
  { dataDir, log: loudness, env, onProgress = () => {} }: LocalStackOptions,
  undo: Undo,
): Promise<Omit<RunningStack, 'dataDir' | 'stop'>> {
  const { log, close } = openStackLog(dataDir, loudness === 'info', env);
  undo.push(async () => close());
  const tracing = await startTracing('nianbao', env);
  undo.push(() => tracing.stop());
  const { parts, redisUrl, storeDescription, ...opened } = await openLocalParts({
    dataDir,
    env,
    log,
    onProgress,
  });
  undo.push(() => opened.close());

  onProgress({ zh: '正在启动各服务……', en: 'Starting the services …' });
  const start = (service: Service<StackParts>) =>
    service.start({ ...parts, log: log.child({ service: service.name }) });
  const running: RunningService[] = [];
  undo.push(() => inParallel(running.map((service) => () => service.stop())));
  for (const service of workers) running.push(await start(service));
  // Callers come in last and are sent away first.
  const front: RunningService[] = [];
  undo.push(() => inParallel(front.map((service) => () => service.stop())));
  front.push(await start(intake), await start(console_));

  const [intakeUrl = '', apiUrl = ''] = front.map((service) => service.url);
  undo.push(() => removeRunFile(dataDir));
  await writeRunFile(dataDir, { intakeUrl, apiUrl, redisUrl });
  log.info({ event: 'ready', intakeUrl, apiUrl, store: storeDescription }, 'ready');
  return { intakeUrl, apiUrl, redisUrl, storeDescription };
}

async function refuseWhatCannotStart(env: Env, dataDir: string): Promise<void> {
  const checks = await doctor(env, dataDir, busyMachineSeconds);
  const failed = checks.filter(({ status }) => status === 'fail');
  if (failed.length > 0) throw new CannotStartError(failed);
}

async function lockStack(dataDir: string): Promise<FileLock> {
  try {
    return await acquireLock(path.join(dataDir, 'lock'));
  } catch (error) {
    if (!(error instanceof LockHeldError)) throw error;
    throw new StackRunningError(dataDir, error.holder.pid, readRunFile(dataDir), { cause: error });
  }
}

interface Undo {
  push(step: () => Promise<unknown>): void;
  /** Takes everything back, the last first, once. A step that fails does not keep the others; its error is thrown at the end. */
  run(): Promise<void>;
}

function createUndo(): Undo {
  const steps: (() => Promise<unknown>)[] = [];
  let running: Promise<void> | undefined;
  async function takeBack(): Promise<void> {
    const errors: unknown[] = [];
    for (const step of steps.toReversed()) await inTime(step()).catch((error: unknown) => errors.push(error));
    if (errors.length > 0) throw new AggregateError(errors, `could not stop cleanly: ${errors.join('; ')}`);
  }
  return {
    push: (step) => steps.push(step),
    run() {
      running ??= takeBack();
      return running;
    },
  };
}

/** Whatever a part waits for, the parts behind it are stopped and the caller gets an answer. */
async function inTime(step: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`a part did not stop within ${stopLimitMs / 1_000} s`);
    timer = setTimeout(() => reject(error), stopLimitMs);
  });
  return Promise.race([step, late]).finally(() => clearTimeout(timer));
}

async function inParallel(tasks: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failed = (await Promise.allSettled(tasks.map((task) => task()))).filter(
    (o) => o.status === 'rejected',
  );
  if (failed.length > 0) throw new AggregateError(failed.map((outcome) => outcome.reason));
}
