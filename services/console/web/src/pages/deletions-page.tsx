import type { Deletion, DeletionsResponse } from '@nianbao/contracts';
import { Card, Table, type TableColumnsType, Tag } from 'antd';
import { useState } from 'react';
import { useAnswer } from '../api/use-answer.ts';
import { DeletionForm } from '../deletions/deletion-form.tsx';
import { ReceiptItems } from '../deletions/receipt-items.tsx';
import { formatTime } from '../parts/format.ts';
import { PageHead } from '../parts/page-head.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { useSettings } from '../settings.tsx';

const refreshMs = 2_000;

/** Deleting documents everywhere, with receipts. */
export default function DeletionsPage() {
  const { t, language } = useSettings();
  const [moving, setMoving] = useState(false);
  const { data, problem, reload } = useAnswer<DeletionsResponse>('/api/deletions?limit=50', {
    everyMs: moving ? refreshMs : 0,
  });
  const underWay = data?.deletions.some(({ finishedAt }) => finishedAt === null) ?? false;
  if (underWay !== moving) setMoving(underWay);
  const columns: TableColumnsType<Deletion> = [
    { title: t.deletions.at, render: (_, { createdAt }) => formatTime(createdAt, language) },
    { title: t.deletions.actor, dataIndex: 'actor' },
    { title: t.deletions.why, dataIndex: 'reason' },
    { title: t.deletions.filter, render: (_, { filter }) => <code>{scopeOf(filter)}</code> },
    { title: t.deletions.documents, dataIndex: 'documents', align: 'right' },
    { title: t.deletions.uploads, dataIndex: 'uploads', align: 'right' },
    { title: t.deletions.objects, dataIndex: 'objects', align: 'right' },
    {
      title: t.deletions.state,
      render: (_, { finishedAt, done, documents }) =>
        finishedAt === null ? (
          <Tag color="blue">{t.deletions.running(done, documents)}</Tag>
        ) : (
          <Tag color="green">{t.deletions.done}</Tag>
        ),
    },
  ];
  return (
    <>
      <PageHead title={t.nav.deletions} />
      <p className="quiet">{t.deletions.about}</p>
      <Card size="small">
        <DeletionForm onStarted={reload} />
      </Card>
      <Card size="small" title={t.deletions.receipts}>
        {data === null ? (
          <Waiting problem={problem} onRetry={reload} />
        ) : (
          <Table
            rowKey="deletionId"
            size="middle"
            columns={columns}
            dataSource={data.deletions}
            pagination={false}
            scroll={{ x: 'max-content' }}
            locale={{ emptyText: t.deletions.empty }}
            expandable={{
              expandedRowRender: ({ deletionId, done }) => (
                <ReceiptItems deletionId={deletionId} key={done} />
              ),
            }}
          />
        )}
      </Card>
    </>
  );
}

function scopeOf({ ids, ...filter }: Deletion['filter']): string {
  return Object.entries(filter)
    .map(([name, value]) => `${name}=${value}`)
    .concat(ids ? [`${ids.length} ids`] : [])
    .join(' ');
}
