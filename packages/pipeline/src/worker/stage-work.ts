import type { Fingerprint, StageJob, StageJobOf, StageName, StageOutput } from '@nianbao/contracts';
import { keys, type ObjectStore } from '@nianbao/object-store';
import type { Env, HealthChecks, Logger } from '@nianbao/service-kit';
import type { ArtefactMemory } from '../artefacts/artefact-memory.ts';
import { failureFingerprint, intakeFingerprint, stageFingerprint } from '../artefacts/fingerprint.ts';
import type { PipelineMetrics } from '../metric-table.ts';
import type { Pipeline } from '../pipeline.ts';
import type { StageHandler } from './stage-handler.ts';

/** What every service is handed at start. */
export interface StageParts {
  pipeline: Pipeline;
  store: ObjectStore;
  log: Logger;
  /** Spares stages of one process reading what another has just written; without it every stage reads the store. */
  memory?: ArtefactMemory;
  /** What must hold for this process to be worth keeping: each worker adds its own check while it runs. */
  live?: HealthChecks;
  metrics?: PipelineMetrics;
  /** Milliseconds after which a silent worker’s job is given to another. */
  lockMs?: number;
  /** Milliseconds that a worker may take nothing beside waiting work before it counts as dead; default 300,000. */
  idleLimitMs?: number;
  /** Overrides the stage's concurrency; 0 does not. */
  concurrency?: number;
  /** What services read their settings from. */
  env: Env;
}

export interface StoredOutput<S extends StageName> {
  job: StageJobOf<S>;
  output: StageOutput<S>;
  key: string;
  fingerprint: Fingerprint;
}

/** A stage as its service defines it. */
export interface StageWork<S extends StageName> {
  stage: S;
  handler: StageHandler<S>;
  /** The module that exports the handler, for one that computes from its input alone: long texts are handled in a thread of their own. */
  module?: URL;
  /** What follows once the output is stored; by default the next stage is enqueued. Repeated when a job is repeated. */
  onStored?(stored: StoredOutput<S>): Promise<void>;
}

/** What a stage's job is about: for logs, keys and failures. */
export interface Subject {
  uploadId: string;
  documentId: string | null;
  batchId: string;
  name: string;
  fingerprint: Fingerprint;
  outputKey: string;
}

export function subjectOf(stage: StageName, job: StageJobOf<StageName>): Subject {
  if (!('documentId' in job)) {
    const { uploadId, batchId, name } = job;
    const fingerprint = intakeFingerprint(uploadId);
    return {
      uploadId,
      documentId: null,
      batchId,
      name,
      fingerprint,
      outputKey: keys.upload(uploadId, fingerprint),
    };
  }
  const { uploadId, batchId, name } = job.source;
  const fingerprint = job.failure
    ? failureFingerprint({ ...job, failure: job.failure })
    : stageFingerprint(stage, job);
  const outputKey =
    stage === 'publish' ? resultKey(job, fingerprint) : keys.artefact(job.documentId, stage, fingerprint);
  return { uploadId, documentId: job.documentId, batchId, name, fingerprint, outputKey };
}

/** A rehearsal's result must not lie among the published ones, which a rebuild takes for the truth. */
function resultKey({ documentId, rehearsal }: StageJob, fingerprint: Fingerprint): string {
  return rehearsal === undefined
    ? keys.result(documentId, fingerprint)
    : keys.rehearsal(rehearsal, documentId);
}
