import { z } from 'zod';
import { priorityClass } from './jobs.ts';

/** How a batch queues among others; null: as it was uploaded. */
export const BatchPriority = z.enum(['high', 'normal', 'low']);
export type BatchPriority = z.infer<typeof BatchPriority>;

/** Jobs of one stage in flight per worker process, as an operator may set it. */
export const StageConcurrency = z.int().min(1).max(64);

/** What an operator set for a stage or a batch. The catalogue keeps it, Redis holds the copy that workers obey. */
export const Steering = z.object({
  scope: z.enum(['stage', 'batch']),
  /** Of the stage or batch. */
  name: z.string(),
  /** Grows with every change: a copy is never replaced by an older one. */
  version: z.int(),
  /** Nothing of it runs since then; null: it runs. */
  pausedAt: z.iso.datetime().nullable(),
  /** Of stages; null: the default. */
  concurrency: StageConcurrency.nullable(),
  /** Of batches. */
  priority: BatchPriority.nullable(),
});
export type Steering = z.infer<typeof Steering>;

/** The last priority between a single upload and the first of a batch. */
const lastHigh = priorityClass.batch - 1;

/**
 * The queue priority of a job whose batch was given a level; `priority` is the one it was uploaded with. Batches of one level
 * interleave by their running numbers as uploads do (those above the 9,800th of a high one queue by age alone). A single
 * upload keeps its place unless it is to wait.
 */
export function steeredPriority(priority: number, level: BatchPriority | null): number {
  if (level === null) return priority;
  const isSingle = priority < priorityClass.batch;
  const base = priority < priorityClass.backfill ? priorityClass.batch : priorityClass.backfill;
  const place = isSingle ? 0 : priority - base;
  if (level === 'low') return priorityClass.backfill + place;
  if (isSingle) return priority;
  return level === 'high'
    ? Math.min(lastHigh, priorityClass.single + 1 + place)
    : priorityClass.batch + place;
}
