import { type BatchPriority, isStageName, type StageName, stageNames, stages } from '@nianbao/contracts';
import { CliError } from '../cli-error.ts';
import { connect } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { formatTime } from '../terminal/format.ts';
import type { Io } from '../terminal/io.ts';

interface Target {
  stage: string | undefined;
  batch?: string;
}

/** Pauses (or resumes) the stage or the batch that is named. */
export async function runPause(io: Io, paused: boolean, target: Target): Promise<ExitCode> {
  const { steering } = io.t;
  const { stage, batch } = target;
  if ((stage === undefined) === (batch === undefined))
    throw new CliError('usage', steering.errors.stageOrBatch);
  const client = connect(io);
  if (batch !== undefined) {
    const answer = await (paused ? client.pauseBatch(batch) : client.resumeBatch(batch));
    io.document(answer);
    tell(io, steering.batch(batch), `--batch ${batch}`, answer.pausedAt);
    if (!paused) io.print(steering.released(answer.jobs));
  } else {
    const name = knownStage(io, stage ?? '');
    const answer = await (paused ? client.pauseStage(name) : client.resumeStage(name));
    io.document(answer);
    tell(io, stages[name].title[io.language], name, answer.pausedAt);
  }
  return exitCodes.ok;
}

/** Null gives the batch back the priority it was uploaded with. */
export async function runPriority(io: Io, batch: string, level: BatchPriority | null): Promise<ExitCode> {
  const { steering } = io.t;
  const answer = await connect(io).setPriority(batch, level);
  io.document(answer);
  io.print(steering.priority(batch, steering.levels[level ?? 'default'], answer.jobs));
  return exitCodes.ok;
}

/** Null: the stage's default. */
export async function runConcurrency(io: Io, stage: string, count: number | null): Promise<ExitCode> {
  const { steering } = io.t;
  const name = knownStage(io, stage);
  const answer = await connect(io).setConcurrency(name, count);
  io.document(answer);
  io.print(
    steering.concurrency(
      stages[name].title[io.language],
      String(answer.concurrency ?? steering.levels.default),
    ),
  );
  return exitCodes.ok;
}

export async function runDrain(
  io: Io,
  stage: string,
  options: { reason: string; limit?: number },
): Promise<ExitCode> {
  const answer = await connect(io).drain(knownStage(io, stage), options);
  io.document(answer);
  io.print(io.t.steering.drained(answer.drained, answer.left));
  return exitCodes.ok;
}

export async function runPromote(io: Io, stage: string, options: { limit?: number }): Promise<ExitCode> {
  const answer = await connect(io).promote(knownStage(io, stage), options);
  io.document(answer);
  io.print(io.t.steering.promoted(answer.promoted, answer.left));
  return exitCodes.ok;
}

function knownStage({ t }: Io, name: string): StageName {
  if (isStageName(name)) return name;
  throw new CliError('usage', t.steering.errors.unknownStage(name, stageNames.join(', ')));
}

function tell(io: Io, what: string, words: string, pausedAt: string | null): void {
  const { steering } = io.t;
  io.print(pausedAt === null ? steering.resumed(what) : steering.paused(what, formatTime(pausedAt), words));
}
