import type { StageStatus } from '@nianbao/contracts';
import { Table, type TableColumnsType, Tag } from 'antd';
import { useState } from 'react';
import { address } from '../api/call-api.ts';
import { formatDuration, formatTime } from '../parts/format.ts';
import { RoleButton } from '../parts/role-button.tsx';
import { useAction } from '../parts/use-action.ts';
import { Link } from '../router.tsx';
import { useLocal, useSettings } from '../settings.tsx';
import { StageDialog, type StageQuestion } from './stage-dialog.tsx';

/** One row per stage: depth by state, pace-makers, and the operator's levers. */
export function StageTable({ stages }: { stages: readonly StageStatus[] }) {
  const { t } = useSettings();
  const local = useLocal();
  const [asking, setAsking] = useState<{ stage: StageStatus; question: StageQuestion } | null>(null);
  const count = (title: string, key: 'waiting' | 'active' | 'delayed') => ({
    title,
    align: 'right' as const,
    render: (_: unknown, stage: StageStatus) => (
      <span data-count={key} className={stage[key] === 0 ? 'quiet' : undefined}>
        {stage[key]}
      </span>
    ),
  });
  const columns: TableColumnsType<StageStatus> = [
    {
      title: t.failures.stage,
      render: (_, stage) => (
        <>
          <strong>{local(stage.title)}</strong>
          <StageState stage={stage} />
        </>
      ),
    },
    count(t.overview.waiting, 'waiting'),
    count(t.overview.active, 'active'),
    count(t.overview.delayed, 'delayed'),
    {
      title: t.overview.failed,
      align: 'right',
      render: (_, { stage, failed }) =>
        failed === 0 ? (
          <span className="quiet">0</span>
        ) : (
          <Link to={address('/failures', { stage })} className="ink-failed">
            {failed}
          </Link>
        ),
    },
    {
      title: t.overview.oldest,
      align: 'right',
      render: (_, { oldestWaitingSeconds: age }) =>
        age === null || age === undefined ? <span className="quiet">—</span> : formatDuration(age, t),
    },
    { title: t.overview.workers, align: 'right', dataIndex: 'workers' },
    {
      title: t.queues.concurrency,
      align: 'right',
      render: (_, stage) => {
        const shown = String(stage.concurrency ?? t.queues.byDefault(stage.defaultConcurrency ?? 0));
        return (
          <RoleButton
            size="small"
            aria-label={`${shown} · ${t.queues.setConcurrency(local(stage.title))}`}
            onClick={() => setAsking({ stage, question: 'concurrency' })}
          >
            {shown}
          </RoleButton>
        );
      },
    },
    {
      title: t.steer.actions,
      align: 'right',
      render: (_, stage) => (
        <StageActions stage={stage} onAsk={(question) => setAsking({ stage, question })} />
      ),
    },
  ];
  return (
    <>
      <Table
        rowKey="stage"
        size="middle"
        columns={columns}
        dataSource={stages}
        pagination={false}
        scroll={{ x: 'max-content' }}
        onRow={({ stage }) => ({ 'data-stage': stage }) as object}
      />
      {asking && <StageDialog {...asking} onClose={() => setAsking(null)} />}
    </>
  );
}

function StageState({ stage: { paused, pausedAt, waiting, workers } }: { stage: StageStatus }) {
  const { t, language } = useSettings();
  if (paused)
    return (
      <div>
        <Tag color="orange">{t.queues.paused}</Tag>
        {pausedAt && <span className="quiet">{t.queues.since(formatTime(pausedAt, language))}</span>}
      </div>
    );
  if (waiting > 0 && workers === 0)
    return (
      <div>
        <Tag color="red">{t.overview.noWorker}</Tag>
      </div>
    );
  return null;
}

interface ActionsProps {
  stage: StageStatus;
  onAsk(question: StageQuestion): void;
}

function StageActions({ stage: { stage, title, paused, waiting, delayed }, onAsk }: ActionsProps) {
  const { t } = useSettings();
  const local = useLocal();
  const { act, busy } = useAction();
  const verb = paused ? 'resume' : 'pause';
  return (
    <span className="row-actions nowrap">
      <RoleButton
        size="small"
        type={paused ? 'primary' : 'default'}
        loading={busy}
        onClick={() =>
          void act(`/api/stages/${stage}/${verb}`, { said: () => t.queues.said[verb](local(title)) })
        }
      >
        {t.queues[verb]}
      </RoleButton>
      <RoleButton size="small" disabled={delayed === 0} onClick={() => onAsk('promote')}>
        {t.queues.promote}
      </RoleButton>
      <RoleButton size="small" danger disabled={waiting + delayed === 0} onClick={() => onAsk('drain')}>
        {t.queues.drain}
      </RoleButton>
    </span>
  );
}
