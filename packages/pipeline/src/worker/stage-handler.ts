import type { StageJobOf, StageName, StageOutput, stages } from '@nianbao/contracts';
import type { ObjectStore } from '@nianbao/object-store';
import type { Logger } from '@nianbao/service-kit';

/** What a handler may use besides its input. */
export interface StageContext {
  store: ObjectStore;
  log: Logger;
  /** Aborts at the stage's timeout and at shutdown. */
  signal: AbortSignal;
  now(): Date;
}

type Needs<S extends StageName> = (typeof stages)[S]['needs'][number];

/** The job and the artefacts the stage's catalogue entry says it needs. */
export type StageInput<S extends StageName> = { job: StageJobOf<S> } & { [K in Needs<S>]: StageOutput<K> };

/** Input and context in, output out. Handlers do not publish, catch, log success or read the environment. */
export type StageHandler<S extends StageName> = (
  input: StageInput<S>,
  context: StageContext,
) => StageOutput<S> | Promise<StageOutput<S>>;
