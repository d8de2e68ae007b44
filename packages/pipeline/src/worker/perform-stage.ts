import {
  PermanentError,
  type StageJob,
  type StageJobOf,
  type StageName,
  type StageOutput,
  stages,
  standIn,
} from '@nianbao/contracts';
import { artefactKey } from '../artefacts/artefact-key.ts';
import { loadArtefact, storeArtefact } from '../artefacts/artefacts.ts';
import { handleInThread } from './handle-in-thread.ts';
import type { StageContext, StageInput } from './stage-handler.ts';
import type { StageParts, StageWork, Subject } from './stage-work.ts';

/** Characters of a text from which on its stages hold up the event loop for longer than a thread takes to start. */
const longText = 100_000;

export interface Performed<S extends StageName> {
  output: StageOutput<S>;
  /** The artefact was there already: the handler did not run. */
  reused: boolean;
}

/** Runs a stage's handler on what the job points to and stores its output, or finds the output stored already. */
export async function performStage<S extends StageName>(
  work: StageWork<S>,
  job: StageJobOf<S>,
  subject: Subject,
  { store, log, memory }: StageParts,
  signal: AbortSignal,
): Promise<Performed<S>> {
  // Asked of the store in any case: what only this process remembers is of no use to others.
  const known = await loadArtefact(store, work.stage, subject.outputKey, memory);
  if (known !== null) return { output: known as StageOutput<S>, reused: true };
  const input = { job, ...(await loadNeeds(work.stage, job, { store, memory })) } as StageInput<S>;
  const output =
    work.module && isLong(input)
      ? await handleInThread(work.module, input, signal)
      : await handle(work, input, { store, log, signal, now: () => new Date() });
  return {
    output: (await storeArtefact(store, work.stage, subject.outputKey, output, memory)) as StageOutput<S>,
    reused: false,
  };
}

function isLong(input: object): boolean {
  const { convert } = input as Partial<Record<'convert', StageOutput<'convert'>>>;
  return convert !== undefined && convert.text.length >= longText;
}

function handle<S extends StageName>(
  { handler }: StageWork<S>,
  input: StageInput<S>,
  context: StageContext,
): Promise<StageOutput<S>> {
  return untilAborted(Promise.resolve(handler(input, context)), context.signal);
}

type Sources = Pick<StageParts, 'store'> & { memory: StageParts['memory'] };

async function loadNeeds(stage: StageName, job: StageJobOf<StageName>, sources: Sources) {
  const needs: readonly StageName[] = 'failure' in job && job.failure ? [] : stages[stage].needs;
  const loaded = await Promise.all(needs.map((need) => loadNeed(need, job as StageJob, sources)));
  return Object.fromEntries(needs.map((need, i) => [need, loaded[i]]));
}

async function loadNeed(need: StageName, job: StageJob, { store, memory }: Sources): Promise<unknown> {
  const key = artefactKey(job, need);
  const artefact =
    memory?.recall(key) ?? (await loadArtefact(store, standIn(need, job.artefacts), key, memory));
  if (artefact === null) throw new PermanentError('ARTEFACT_MISSING', `no object at "${key}"`);
  return artefact;
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
