import type { DeliveryPage, DeliveryRow } from '@nianbao/contracts';
import { deliveryErrorText } from '@nianbao/contracts/delivery-error-text';
import { Button, Table, type TableColumnsType } from 'antd';
import { useCallback } from 'react';
import { address } from '../api/call-api.ts';
import { formatTime } from '../parts/format.ts';
import { usePages } from '../parts/use-pages.ts';
import { Waiting } from '../parts/waiting.tsx';
import { Link } from '../router.tsx';
import { useLocal, useSettings } from '../settings.tsx';

const take = ({ deliveries, nextCursor }: DeliveryPage) => ({ rows: deliveries, next: nextCursor });

/** What was given up, with the reason. */
export function DeadLetters({ name }: { name: string }) {
  const { t, language } = useSettings();
  const local = useLocal();
  const pathOf = useCallback(
    (cursor: string | null) => address(`/api/subscriptions/${name}/deliveries`, { cursor, limit: 50 }),
    [name],
  );
  const { rows, problem, more } = usePages<DeliveryPage, DeliveryRow>(pathOf, take);
  const columns: TableColumnsType<DeliveryRow> = [
    {
      title: t.subscriptions.document,
      render: (_, { documentId }) => <Link to={`/reports/${documentId}`}>{documentId.slice(0, 12)}</Link>,
    },
    { title: t.subscriptions.event, render: (_, { event }) => t.subscriptions.eventNames[event] },
    {
      title: t.subscriptions.at,
      render: (_, { finishedAt, createdAt }) => formatTime(finishedAt ?? createdAt, language),
    },
    {
      title: t.subscriptions.error,
      render: (_, { error }) => (
        <span className="failure-detail">{error && local(deliveryErrorText(error))}</span>
      ),
    },
  ];
  if (problem) return <Waiting problem={problem} />;
  return (
    <>
      <Table
        rowKey={({ resultId, replay }) => `${resultId} ${replay}`}
        size="small"
        columns={columns}
        dataSource={[...rows]}
        pagination={false}
        locale={{ emptyText: t.subscriptions.noDead }}
      />
      {more && (
        <div className="pager">
          <Button size="small" onClick={more}>
            {t.subscriptions.more}
          </Button>
        </div>
      )}
    </>
  );
}
