import {
  type BatchPriority,
  BatchSteering,
  DrainResponse,
  PromoteResponse,
  StageSteering,
} from '@nianbao/contracts';
import type { z } from 'zod';
import type { Transport } from './transport.ts';

/** Draining or resuming a large batch touches every job of it. */
const timeoutMs = 300_000;

/** What operators do to stages and batches. Settings may be sent again: they are then the same. */
export function steeringCalls(transport: Transport, base: string) {
  const send = <S extends z.ZodType>(
    method: 'POST' | 'PUT',
    path: string,
    answer: S,
    json: object,
    idempotent: boolean,
  ): Promise<z.infer<S>> => transport({ base, path, method, answer, json, idempotent, timeoutMs });
  const stage = (name: string, action: string) => `/api/stages/${encodeURIComponent(name)}/${action}`;
  const batch = (name: string, action: string) => `/api/batches/${encodeURIComponent(name)}/${action}`;
  return {
    /** What runs is finished, nothing more is taken, by no worker of any machine. */
    pauseStage: (name: string): Promise<StageSteering> =>
      send('POST', stage(name, 'pause'), StageSteering, {}, true),
    resumeStage: (name: string): Promise<StageSteering> =>
      send('POST', stage(name, 'resume'), StageSteering, {}, true),
    /** Per worker process, 1-64; null: the default. */
    setConcurrency: (name: string, concurrency: number | null): Promise<StageSteering> =>
      send('PUT', stage(name, 'concurrency'), StageSteering, { concurrency }, true),
    /** Waiting and delayed jobs of the stage fail as DRAINED. */
    drain: (name: string, request: { reason: string; limit?: number }): Promise<DrainResponse> =>
      send('POST', stage(name, 'drain'), DrainResponse, request, false),
    /** Delayed jobs need not wait any longer. */
    promote: (name: string, request: { limit?: number } = {}): Promise<PromoteResponse> =>
      send('POST', stage(name, 'promote'), PromoteResponse, request, true),
    /** Throws ApiError 404 `BATCH_UNKNOWN`, as the two below. */
    pauseBatch: (name: string): Promise<BatchSteering> =>
      send('POST', batch(name, 'pause'), BatchSteering, {}, true),
    resumeBatch: (name: string): Promise<BatchSteering> =>
      send('POST', batch(name, 'resume'), BatchSteering, {}, true),
    /** Null: as uploaded. */
    setPriority: (name: string, priority: BatchPriority | null): Promise<BatchSteering> =>
      send('PUT', batch(name, 'priority'), BatchSteering, { priority }, true),
  };
}
