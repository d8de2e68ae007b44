import type { z } from 'zod';
import { ConvertedDocument, hasUnreadPages } from './converted-document.ts';
import { Extraction } from './extraction.ts';
import { IntakeJob, IntakeRecord, StageJob } from './jobs.ts';
import { Outline } from './outline.ts';
import { Result } from './results.ts';
import { Review } from './review.ts';
import type { LocalizedText } from './span.ts';

/**
 * The pipeline, as data. Queue names, workers, fingerprints, the status view and the docs are derived from this object.
 * To add a stage: add its entry here, name it in the `next` (or `branch`) of the stage before it, and write its handler under
 * `services/`.
 */
export const stages = {
  intake: stage({
    title: { zh: '接收', en: 'Intake' },
    job: IntakeJob,
    needs: [],
    output: IntakeRecord,
    version: '1',
    readsProfile: false,
    next: 'convert',
    attempts: 5,
    backoffMs: 500,
    timeoutMs: 120_000,
    concurrency: 8,
  }),
  convert: stage({
    title: { zh: '转换', en: 'Convert' },
    job: StageJob,
    needs: [],
    output: ConvertedDocument,
    version: '9',
    readsProfile: false,
    next: 'segment',
    branch: { to: 'ocr', when: hasUnreadPages },
    attempts: 3,
    backoffMs: 1_000,
    // Longer than the converter child's own limit, so that the child's clear error comes first.
    timeoutMs: 90_000,
    concurrency: 4,
  }),
  ocr: stage({
    title: { zh: '文字识别', en: 'OCR' },
    job: StageJob,
    needs: ['convert'],
    output: ConvertedDocument,
    supersedes: 'convert',
    version: '5',
    readsProfile: false,
    next: 'segment',
    attempts: 3,
    backoffMs: 1_000,
    // Longer than the most pages may take together at the default time for a page (services/ocr/src/env.ts).
    timeoutMs: 3_600_000,
    concurrency: 1,
  }),
  segment: stage({
    title: { zh: '分段', en: 'Segment' },
    job: StageJob,
    needs: ['convert'],
    output: Outline,
    version: '8',
    readsProfile: true,
    next: 'extract',
    attempts: 3,
    backoffMs: 500,
    timeoutMs: 30_000,
    concurrency: 4,
  }),
  extract: stage({
    title: { zh: '抽取', en: 'Extract' },
    job: StageJob,
    needs: ['convert', 'segment'],
    output: Extraction,
    version: '10',
    readsProfile: true,
    next: 'review',
    attempts: 3,
    backoffMs: 500,
    timeoutMs: 30_000,
    concurrency: 4,
  }),
  review: stage({
    title: { zh: '审查', en: 'Review' },
    job: StageJob,
    needs: ['convert', 'segment', 'extract'],
    output: Review,
    version: '8',
    readsProfile: true,
    next: 'publish',
    attempts: 3,
    backoffMs: 500,
    timeoutMs: 30_000,
    concurrency: 4,
  }),
  publish: stage({
    title: { zh: '发布', en: 'Publish' },
    job: StageJob,
    needs: ['convert', 'segment', 'extract', 'review'],
    output: Result,
    version: '1',
    readsProfile: false,
    next: null,
    // Publishing must outlast a database or Redis restart: 12 attempts with backoff are about half an hour.
    attempts: 12,
    backoffMs: 500,
    timeoutMs: 60_000,
    concurrency: 8,
  }),
} as const satisfies Record<string, StageDefinition>;

export type StageName = keyof typeof stages;
export const stageNames = Object.keys(stages) as StageName[];

/** The parsed output of a stage. */
export type StageOutput<S extends StageName> = z.infer<(typeof stages)[S]['output']>;
/** The job a stage takes. */
export type StageJobOf<S extends StageName> = z.infer<(typeof stages)[S]['job']>;

export interface StageDefinition {
  title: LocalizedText;
  /** Schema of the claim check. */
  job: z.ZodType;
  /** Stages whose artefacts the handler is handed. */
  needs: readonly string[];
  output: z.ZodType;
  /** Raise it when the same input may give another output: artefacts of the older version are not reused. */
  version: string;
  /** The profile's version enters the fingerprint. */
  readsProfile: boolean;
  next: string | null;
  /** Another stage that comes next when its output says so. Pure, so that a repeated job goes the same way. */
  branch?: { to: string; when: (output: never) => boolean };
  /** Its artefact, where there is one, stands in for this stage's wherever a later stage needs that. */
  supersedes?: string;
  attempts: number;
  /** First delay of the exponential backoff, in milliseconds; half of each delay is jitter. */
  backoffMs: number;
  timeoutMs: number;
  /** Jobs in flight per worker process. */
  concurrency: number;
}

/** The stage after this one, given what this one made; null after the last. */
export function nextStage<S extends StageName>(name: S, output: StageOutput<S>): StageName | null {
  const { branch, next }: StageDefinition = stages[name];
  return (branch?.when(output as never) ? branch.to : next) as StageName | null;
}

/** Which of the stages that have run holds what `need` made: the last one that supersedes it, or `need` itself. */
export function standIn(need: StageName, made: Readonly<Record<string, unknown>>): StageName {
  const supersedes = (name: StageName) => (stages[name] as StageDefinition).supersedes === need;
  return stageNames.findLast((name) => name in made && supersedes(name)) ?? need;
}

function stage<const D extends StageDefinition>(definition: D): D {
  return definition;
}
