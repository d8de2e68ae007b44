import type {
  OldestUpload,
  OperatorAlert,
  PipelineSample,
  StatusResponse,
  SubscriptionStatus,
} from '@nianbao/contracts';

/** Longer than the slowest ordinary document, shorter than anybody's patience. */
const quietMs = 2 * 60_000;
const failureWindowMs = 5 * 60_000;
/** Fewer are seen on the failures page; more than a fifth of what finished is no accident. */
const manyFailures = 5;
const failureShare = 0.2;

/** What is wrong, from the newest look at the queues and those before it, oldest first. */
export function operatorAlerts(
  status: StatusResponse,
  subscriptions: readonly SubscriptionStatus[],
  oldest: OldestUpload | null,
  samples: readonly PipelineSample[],
  now: number,
): OperatorAlert[] {
  return [
    ...withoutStore(status),
    ...paused(status),
    ...withoutWorker(status),
    ...standstill(status, oldest, samples, now),
    ...failing(samples, now),
    ...disabled(subscriptions),
  ];
}

function disabled(subscriptions: readonly SubscriptionStatus[]): OperatorAlert[] {
  return subscriptions
    .filter(({ state }) => state === 'disabled')
    .map(({ name, pending, disabledReason, lastErrorAt }) => ({
      code: 'subscription-disabled',
      severity: 'error',
      stage: null,
      value: pending,
      subscription: name,
      ...(disabledReason && { reason: disabledReason }),
      ...(lastErrorAt && { since: lastErrorAt }),
    }));
}

function withoutStore({ storeUnavailable, account }: StatusResponse): OperatorAlert[] {
  if (storeUnavailable === undefined) return [];
  return [{ code: 'store-unavailable', severity: 'error', stage: null, value: account.inFlight }];
}

/** Nobody should have to wonder why nothing moves. */
function paused({ stages, batches }: StatusResponse): OperatorAlert[] {
  return [
    ...stages
      .filter((stage) => stage.paused)
      .map(({ stage, waiting, pausedAt }) => ({
        code: 'stage-paused' as const,
        severity: 'warning' as const,
        stage,
        value: waiting,
        ...(pausedAt && { since: pausedAt }),
      })),
    ...batches.flatMap(({ batchId, pausedAt, account }) =>
      pausedAt === undefined || account.inFlight === 0
        ? []
        : [
            {
              code: 'batch-paused' as const,
              severity: 'warning' as const,
              stage: null,
              value: account.inFlight,
              batch: batchId,
              since: pausedAt,
            },
          ],
    ),
  ];
}

function withoutWorker({ stages }: StatusResponse): OperatorAlert[] {
  return stages
    .filter(({ waiting, workers }) => waiting > 0 && workers === 0)
    .map(({ stage, waiting }) => ({ code: 'no-worker', severity: 'error', stage, value: waiting }));
}

function standstill(
  { account, stages, batches }: StatusResponse,
  oldest: OldestUpload | null,
  samples: readonly PipelineSample[],
  now: number,
): OperatorAlert[] {
  const last = samples.at(-1);
  const held = batches.reduce((sum, { pausedAt, account }) => sum + (pausedAt ? account.inFlight : 0), 0);
  const meantToStand = stages.some((stage) => stage.paused) || account.inFlight === held;
  if (meantToStand || oldest === null || last === undefined) return [];
  const unchanged = samples.findLastIndex(({ finished }) => finished !== last.finished) + 1;
  const since = Math.max(Date.parse(samples[unchanged]?.at ?? last.at), Date.parse(oldest.uploadedAt));
  if (now - since < quietMs) return [];
  const value = Math.floor((now - since) / 60_000);
  return [{ code: 'nothing-finished', severity: 'error', stage: null, value }];
}

function failing(samples: readonly PipelineSample[], now: number): OperatorAlert[] {
  const last = samples.at(-1);
  const first = samples.find(({ at }) => now - Date.parse(at) <= failureWindowMs);
  if (last === undefined || first === undefined) return [];
  const failed = last.failed - first.failed;
  if (failed < manyFailures || failed < failureShare * (last.finished - first.finished)) return [];
  return [{ code: 'failures-rising', severity: 'warning', stage: null, value: failed }];
}
