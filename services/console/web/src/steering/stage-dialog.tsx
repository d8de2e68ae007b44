import type { DrainResponse, PromoteResponse, StageStatus, StageSteering } from '@nianbao/contracts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { useAction } from '../parts/use-action.ts';
import { useLocal, useTexts } from '../settings.tsx';

export type StageQuestion = 'concurrency' | 'promote' | 'drain';

interface Props {
  stage: StageStatus;
  question: StageQuestion;
  onClose(): void;
}

const mostConcurrency = 64;
const mostJobs = 100_000;

/** Asks before a stage is retuned, its delayed jobs are promoted, or it is drained. */
export function StageDialog({ stage, question, onClose }: Props) {
  const t = useTexts();
  const name = useLocal()(stage.title);
  const { act } = useAction();
  const path = `/api/stages/${stage.stage}/${question}`;
  const limit = { label: t.steer.atMost, min: 1, max: mostJobs, initial: mostJobs };
  if (question === 'concurrency')
    return (
      <ActionDialog
        title={t.queues.concurrencyTitle(name)}
        explanation={t.queues.concurrencyExplained(stage.workers)}
        okText={t.queues.save}
        number={{
          label: t.queues.concurrency,
          min: 1,
          max: mostConcurrency,
          initial: stage.concurrency ?? null,
          placeholder: t.queues.byDefault(stage.defaultConcurrency ?? 0),
        }}
        onOk={async ({ number }) => {
          const said = ({ concurrency }: StageSteering) => t.queues.said.concurrency(name, concurrency);
          return (
            (await act<StageSteering>(path, { method: 'PUT', json: { concurrency: number }, said })) !== null
          );
        }}
        onClose={onClose}
      />
    );
  if (question === 'promote')
    return (
      <ActionDialog
        title={t.queues.promoteTitle(name)}
        explanation={t.queues.promoteExplained(stage.delayed)}
        okText={t.queues.promote}
        number={limit}
        onOk={async ({ number }) => {
          const said = ({ promoted }: PromoteResponse) => t.queues.said.promote(promoted);
          return (await act<PromoteResponse>(path, { json: { limit: number }, said })) !== null;
        }}
        onClose={onClose}
      />
    );
  return (
    <ActionDialog
      title={t.queues.drainTitle(name)}
      explanation={t.queues.drainExplained(stage.waiting + stage.delayed)}
      okText={t.queues.drain}
      danger
      reason
      number={limit}
      onOk={async ({ number, reason }) => {
        const said = ({ drained, left }: DrainResponse) => t.queues.said.drain(drained, left);
        return (await act<DrainResponse>(path, { json: { limit: number, reason }, said })) !== null;
      }}
      onClose={onClose}
    />
  );
}
