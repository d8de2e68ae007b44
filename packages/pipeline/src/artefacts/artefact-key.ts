import { type StageJob, type StageName, standIn } from '@nianbao/contracts';
import { keys } from '@nianbao/object-store';

/** Where the artefact lies that a stage's need is met with: its own or that of the stage that superseded it. */
export function artefactKey(job: Pick<StageJob, 'documentId' | 'artefacts'>, need: StageName): string {
  const stage = standIn(need, job.artefacts);
  return keys.artefact(job.documentId, stage, job.artefacts[stage] ?? '');
}
