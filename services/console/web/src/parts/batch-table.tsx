import type { BatchProgress, BatchSummary } from '@nianbao/contracts';
import { Table, type TableColumnsType, Tag } from 'antd';
import { address } from '../api/call-api.ts';
import { BatchActions } from '../batches/batch-actions.tsx';
import { Link } from '../router.tsx';
import { useSettings } from '../settings.tsx';
import { AccountBar, accountStates } from './account-bar.tsx';
import { formatDuration, formatTime } from './format.ts';

type Row = BatchSummary & Partial<Pick<BatchProgress, 'ratePerSecond' | 'etaSeconds'>>;

interface Props {
  batches: readonly Row[];
  /** Shows pace and actions too; called after each. */
  onChanged?: () => void;
}

/** Batches with their accounts; with pace and actions on the page of their own. */
export function BatchTable({ batches, onChanged }: Props) {
  const pace = onChanged !== undefined;
  const { t, language } = useSettings();
  const columns: TableColumnsType<Row> = [
    {
      title: t.batches.batch,
      dataIndex: 'batchId',
      render: (batchId: string, { createdAt, pausedAt }) => (
        <>
          <Link to={address('/reports', { batch: batchId })}>
            <strong>{batchId}</strong>
          </Link>{' '}
          {pausedAt && (
            <Tag color="orange">
              {t.queues.paused} {t.queues.since(formatTime(pausedAt, language))}
            </Tag>
          )}
          <div className="quiet">{formatTime(createdAt, language)}</div>
        </>
      ),
    },
    {
      title: t.batches.progress,
      render: (_, { account }) => (
        <>
          <AccountBar account={account} />
          <span className="quiet">
            {account.uploaded - account.inFlight} / {account.uploaded}
          </span>
        </>
      ),
      width: '26%',
    },
    ...accountStates.map(({ key, state }) => ({
      title: t.states[state],
      align: 'right' as const,
      responsive: ['md' as const],
      render: (_: unknown, { account, batchId }: Row) =>
        key === 'failed' && account.failed > 0 ? (
          <Link to={address('/failures', { batch: batchId })} className="ink-failed">
            {account.failed}
          </Link>
        ) : (
          <span className={account[key] === 0 ? 'quiet' : undefined}>{account[key]}</span>
        ),
    })),
    ...(pace
      ? [
          {
            title: t.batches.eta,
            align: 'right' as const,
            render: (_: unknown, { etaSeconds, ratePerSecond = 0, account }: Row) => (
              <>
                <span data-eta>
                  {etaSeconds ? formatDuration(etaSeconds, t) : account.inFlight === 0 ? t.batches.done : '—'}
                </span>
                {ratePerSecond > 0 && (
                  <div className="quiet">
                    {Math.round(ratePerSecond * 600) / 10} {t.units.perMinute}
                  </div>
                )}
              </>
            ),
          },
          {
            title: t.steer.actions,
            align: 'right' as const,
            render: (_: unknown, batch: Row) => <BatchActions batch={batch} onChanged={onChanged} />,
          },
        ]
      : []),
  ];
  return (
    <Table<Row>
      rowKey="batchId"
      size="middle"
      columns={columns}
      dataSource={[...batches]}
      scroll={{ x: 'max-content' }}
      pagination={pace ? { pageSize: 20, hideOnSinglePage: true } : false}
      locale={{ emptyText: t.batches.empty }}
    />
  );
}
