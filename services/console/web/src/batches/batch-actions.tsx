import type { BatchPriority, BatchSteering, BatchSummary } from '@nianbao/contracts';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { address } from '../api/call-api.ts';
import { type FailureAction, FailureDialog } from '../failures/failure-dialog.tsx';
import { RoleButton } from '../parts/role-button.tsx';
import { useAction } from '../parts/use-action.ts';
import { usePlace } from '../router.tsx';
import { useMay } from '../session.tsx';
import { useTexts } from '../settings.tsx';

const levels: readonly (BatchPriority | null)[] = ['high', 'normal', 'low', null];

/** What an operator does to one batch. */
export function BatchActions({ batch, onChanged }: { batch: BatchSummary; onChanged(): void }) {
  const t = useTexts();
  const { go } = usePlace();
  const may = useMay();
  const { act, busy } = useAction(onChanged);
  const [asking, setAsking] = useState<FailureAction | null>(null);
  const { batchId, pausedAt, priority = null, account } = batch;
  const path = `/api/batches/${encodeURIComponent(batchId)}`;
  const verb = pausedAt === undefined ? 'pause' : 'resume';
  const failures = account.failed + account.unsupported;
  const prioritize = (level: BatchPriority | null) =>
    act<BatchSteering>(`${path}/priority`, {
      method: 'PUT',
      json: { priority: level },
      said: ({ jobs }) => t.batches.said.priority(batchId, t.batches.levels[level ?? 'none'], jobs),
    });
  return (
    <span className="row-actions nowrap">
      <RoleButton
        size="small"
        loading={busy}
        type={verb === 'resume' ? 'primary' : 'default'}
        disabled={verb === 'pause' && account.inFlight === 0}
        onClick={() => void act(`${path}/${verb}`, { said: () => t.batches.said[verb](batchId) })}
      >
        {t.queues[verb]}
      </RoleButton>
      <Dropdown
        trigger={['click']}
        menu={{
          selectedKeys: [`priority ${priority}`],
          items: levels.map((level) => ({
            key: `priority ${level}`,
            label: t.batches.levels[level ?? 'none'],
            onClick: () => void prioritize(level),
          })),
        }}
      >
        <RoleButton size="small" aria-haspopup="menu">
          {t.labelled(t.batches.priority, t.batches.levels[priority ?? 'none'])}
        </RoleButton>
      </Dropdown>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            {
              key: 'reports',
              label: t.batches.reports,
              onClick: () => go(address('/reports', { batch: batchId })),
            },
            {
              key: 'failures',
              label: t.batches.failures,
              onClick: () => go(address('/failures', { batch: batchId })),
            },
            {
              key: 'retry',
              label: t.batches.retry,
              disabled: !may('operator') || account.failed === 0,
              onClick: () => setAsking('retry'),
            },
            {
              key: 'discard',
              label: t.batches.discard,
              disabled: !may('operator') || failures === 0,
              onClick: () => setAsking('discard'),
            },
          ],
        }}
      >
        <Button size="small" aria-haspopup="menu">
          {t.batches.more}
        </Button>
      </Dropdown>
      {asking && (
        <FailureDialog
          action={asking}
          chosen={{ batch: batchId }}
          onDone={onChanged}
          onClose={() => setAsking(null)}
        />
      )}
    </span>
  );
}
