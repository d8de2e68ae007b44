import { createHash } from 'node:crypto';
import { type Fingerprint, type StageJob, type StageName, stages, standIn } from '@nianbao/contracts';

/**
 * Names a stage's work on a document: stage, its version, the profile's version where the stage reads the profile, and
 * the fingerprints of what it needs or of what superseded that (the document id for the first stage of the chain). 128 bits of SHA-256.
 */
export function stageFingerprint(stage: StageName, job: StageJob): Fingerprint {
  const { version, readsProfile, needs } = stages[stage];
  const inputs =
    needs.length === 0
      ? [job.documentId]
      : needs.map((need) => job.artefacts[standIn(need, job.artefacts)] ?? '');
  const profile = readsProfile ? `${job.profile.id}@${job.profile.version}` : '';
  return digest([stage, version, profile, ...inputs]);
}

/** Intake's work on an upload. */
export function intakeFingerprint(uploadId: string): Fingerprint {
  return digest(['intake', stages.intake.version, uploadId]);
}

/** A failure is the same failure when the same stage and version fails on the same input with the same code. */
export function failureFingerprint(
  job: StageJob & { failure: NonNullable<StageJob['failure']> },
): Fingerprint {
  const { stage, code } = job.failure;
  return digest([
    'failure',
    stage,
    stages[stage as StageName]?.version ?? '',
    code,
    ...Object.values(job.artefacts),
  ]);
}

/** The consumer's idempotency key. */
export function resultIdOf(documentId: string, fingerprint: Fingerprint): Fingerprint {
  return digest(['result', documentId, fingerprint]);
}

function digest(parts: readonly string[]): Fingerprint {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
}
