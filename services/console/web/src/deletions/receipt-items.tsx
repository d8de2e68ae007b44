import type { DeletionItem, DeletionReceipt } from '@nianbao/contracts';
import { Alert, Button, Table, type TableColumnsType } from 'antd';
import { useCallback } from 'react';
import { address } from '../api/call-api.ts';
import { formatTime } from '../parts/format.ts';
import { usePages } from '../parts/use-pages.ts';
import { Waiting } from '../parts/waiting.tsx';
import { useSettings } from '../settings.tsx';

const take = ({ items, nextAfter }: DeletionReceipt) => ({ rows: items, next: nextAfter });

/** What a deletion removed, or will. */
export function ReceiptItems({ deletionId }: { deletionId: string }) {
  const { t, language } = useSettings();
  const pathOf = useCallback(
    (after: string | null) => address(`/api/deletions/${deletionId}`, { after }),
    [deletionId],
  );
  const { rows, first, problem, more } = usePages<DeletionReceipt, DeletionItem>(pathOf, take);
  const columns: TableColumnsType<DeletionItem> = [
    { title: t.deletions.item, render: (_, { name }) => <span className="cell-name">{name}</span> },
    { title: t.deletions.batch, dataIndex: 'batchId' },
    { title: 'SHA-256', render: (_, { id }) => <code>{id.slice(0, 16)}</code> },
    {
      title: t.deletions.doneAt,
      render: (_, { doneAt }) => (doneAt === null ? '—' : formatTime(doneAt, language)),
    },
  ];
  if (problem) return <Waiting problem={problem} />;
  const exports = first?.exports ?? [];
  return (
    <>
      {exports.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t.deletions.exports}
          description={exports.map((folder) => (
            <div key={folder}>
              <code>{folder}</code>
            </div>
          ))}
        />
      )}
      <Table
        rowKey="id"
        size="small"
        columns={columns}
        dataSource={[...rows]}
        pagination={false}
        scroll={{ x: 'max-content' }}
      />
      {more && (
        <div className="pager">
          <Button size="small" onClick={more}>
            {t.deletions.more}
          </Button>
        </div>
      )}
    </>
  );
}
