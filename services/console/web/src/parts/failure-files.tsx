import type { DocumentPage, DocumentSummary, FailureGroup } from '@nianbao/contracts';
import { Button, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { address } from '../api/call-api.ts';
import { useAnswer } from '../api/use-answer.ts';
import { Link } from '../router.tsx';
import { useSettings } from '../settings.tsx';
import { formatTime } from './format.ts';
import { useRetry } from './use-retry.ts';
import { Waiting } from './waiting.tsx';

interface Props {
  group: FailureGroup;
  batch: string | undefined;
  onRetried(): void;
}

const step = 100;
const most = 1000;

/** The files of one group, oldest first. */
export function FailureFiles({ group, batch, onRetried }: Props) {
  const { t, language } = useSettings();
  const [limit, setLimit] = useState(step);
  const [selected, setSelected] = useState<string[]>([]);
  const { code, stage, unsupported, count } = group;
  const { data, problem, reload } = useAnswer<DocumentPage>(
    address('/api/documents', {
      discarded: 'false',
      state: unsupported ? 'unsupported' : 'failed',
      code,
      stage,
      batch,
      limit,
    }),
  );
  const { retry, busy } = useRetry(() => {
    setSelected([]);
    reload();
    onRetried();
  });
  if (data === null) return <Waiting problem={problem} onRetry={reload} />;
  const columns: TableColumnsType<DocumentSummary> = [
    {
      title: t.failures.name,
      render: (_, { uploadId, name, detail }) => (
        <>
          <Link to={`/reports/${uploadId}`}>{name}</Link>
          <div className="quiet failure-detail">{detail}</div>
        </>
      ),
    },
    { title: t.failures.batch, dataIndex: 'batchId', responsive: ['md'] },
    { title: t.failures.attempts, dataIndex: 'attempts', align: 'right', responsive: ['md'] },
    {
      title: t.failures.finished,
      responsive: ['md'],
      render: (_, { finishedAt }) => finishedAt && formatTime(finishedAt, language),
    },
    {
      align: 'right',
      render: (_, { uploadId }) => (
        <span className="row-actions">
          <Button size="small" href={`/api/documents/${uploadId}/original`} download>
            {t.failures.download}
          </Button>
          {!unsupported && (
            <Button size="small" disabled={busy} onClick={() => void retry({ ids: [uploadId] })}>
              {t.failures.retryOne}
            </Button>
          )}
        </span>
      ),
    },
  ];
  return (
    <div className="failure-files">
      {selected.length > 0 && (
        <Button type="primary" loading={busy} onClick={() => void retry({ ids: selected })}>
          {t.failures.retrySelected(selected.length)}
        </Button>
      )}
      <Table
        rowKey="uploadId"
        size="small"
        columns={columns}
        dataSource={data.documents}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        {...(!unsupported && {
          rowSelection: { selectedRowKeys: selected, onChange: (keys) => setSelected(keys.map(String)) },
        })}
      />
      {data.nextCursor !== null && limit < Math.min(count, most) && (
        <Button onClick={() => setLimit(Math.min(limit + 4 * step, most))}>{t.failures.more}</Button>
      )}
    </div>
  );
}
