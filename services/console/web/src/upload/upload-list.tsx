import { Progress, Table, type TableColumnsType, Tag } from 'antd';
import { formatBytes } from '../parts/format.ts';
import { useTexts } from '../settings.tsx';
import type { UploadItem } from './upload-queue.ts';

const colours = {
  waiting: 'default',
  sending: 'blue',
  stored: 'blue',
  done: 'green',
  failed: 'red',
} as const;
const height = 420;

/** Only the rows in view are drawn: ten thousand files scroll like ten. */
export function UploadList({ items }: { items: readonly UploadItem[] }) {
  const t = useTexts();
  const faults: Record<string, string> = t.unpacking;
  const columns: TableColumnsType<UploadItem> = [
    {
      title: t.upload.name,
      dataIndex: 'name',
      ellipsis: true,
      render: (name: string, { reason }) => (
        <>
          {name} {reason && <span className="ink-failed">{faults[reason] ?? reason}</span>}
        </>
      ),
    },
    { title: t.upload.size, width: 90, align: 'right', render: (_, { bytes }) => formatBytes(bytes) },
    {
      title: t.upload.state,
      width: 150,
      render: (_, { step, sentBytes, bytes }) =>
        step === 'sending' ? (
          <Progress
            size="small"
            percent={Math.floor((100 * sentBytes) / Math.max(bytes, 1))}
            aria-label={t.upload.states.sending}
          />
        ) : (
          <Tag color={colours[step]}>{t.upload.states[step]}</Tag>
        ),
    },
  ];
  return (
    <Table
      rowKey="id"
      size="small"
      virtual
      scroll={{ y: height, x: 520 }}
      columns={columns}
      dataSource={[...items]}
      pagination={false}
    />
  );
}
