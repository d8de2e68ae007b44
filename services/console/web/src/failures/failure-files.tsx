import type { DocumentPage, DocumentSummary, FailureGroup } from '@nianbao/contracts';
import { Button, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { address } from '../api/call-api.ts';
import { useAnswer } from '../api/use-answer.ts';
import { formatTime } from '../parts/format.ts';
import { RoleButton } from '../parts/role-button.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { Link } from '../router.tsx';
import { useSettings } from '../settings.tsx';
import { type FailureAction, FailureDialog } from './failure-dialog.tsx';

interface Props {
  group: FailureGroup;
  batch: string | undefined;
  discarded: boolean;
  onChanged(): void;
}

const step = 100;
const most = 1000;

/** The files of one group, oldest first. */
export function FailureFiles({ group, batch, discarded, onChanged }: Props) {
  const { t } = useSettings();
  const [limit, setLimit] = useState(step);
  const [selected, setSelected] = useState<string[]>([]);
  const [asking, setAsking] = useState<{ action: FailureAction; ids: string[] } | null>(null);
  const { code, stage, unsupported, count } = group;
  const state = unsupported ? 'unsupported' : 'failed';
  const { data, problem, reload } = useAnswer<DocumentPage>(
    address('/api/documents', { discarded, state, code, stage, batch, limit }),
  );
  const columns = useColumns(group, discarded, (action, id) => setAsking({ action, ids: [id] }));
  if (data === null) return <Waiting problem={problem} onRetry={reload} />;
  const changed = () => {
    setSelected([]);
    reload();
    onChanged();
  };
  const forSelected = (action: FailureAction, text: string) => (
    <RoleButton
      disabled={selected.length === 0}
      onClick={() => setAsking({ action, ids: selected })}
      key={action}
    >
      {text}
    </RoleButton>
  );
  return (
    <div className="failure-files">
      <span className="row-actions">
        {!unsupported && forSelected('retry', t.failures.retrySelected(selected.length))}
        {!discarded && forSelected('discard', t.failures.discardSelected(selected.length))}
      </span>
      <Table
        rowKey="uploadId"
        size="small"
        columns={columns}
        dataSource={data.documents}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        rowSelection={{
          selectedRowKeys: selected,
          onChange: (keys) => setSelected(keys.map(String)),
          getTitleCheckboxProps: () => ({ 'aria-label': t.failures.selectAll }) as object,
          getCheckboxProps: ({ name }) => ({ 'aria-label': t.failures.selectFile(name) }) as object,
        }}
      />
      {data.nextCursor !== null && limit < Math.min(count, most) && (
        <Button onClick={() => setLimit(Math.min(limit + 4 * step, most))}>{t.failures.more}</Button>
      )}
      {asking && (
        <FailureDialog
          action={asking.action}
          chosen={{ ids: asking.ids }}
          onDone={changed}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  );
}

function useColumns(
  { unsupported }: FailureGroup,
  discarded: boolean,
  onAsk: (action: FailureAction, id: string) => void,
): TableColumnsType<DocumentSummary> {
  const { t, language } = useSettings();
  return [
    {
      title: t.failures.name,
      render: (_, { uploadId, name, detail, discardReason }) => (
        <>
          <Link to={`/reports/${uploadId}`}>{name}</Link>
          <div className="quiet failure-detail">{detail}</div>
          {discardReason && <div className="failure-detail">{t.failures.discardedFor(discardReason)}</div>}
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
      title: t.steer.actions,
      align: 'right',
      render: (_, { uploadId }) => (
        <span className="row-actions">
          <Button size="small" href={`/api/documents/${uploadId}/original`} download>
            {t.failures.download}
          </Button>
          {!unsupported && (
            <RoleButton size="small" onClick={() => onAsk('retry', uploadId)}>
              {t.failures.retryOne}
            </RoleButton>
          )}
          {!discarded && (
            <RoleButton size="small" onClick={() => onAsk('discard', uploadId)}>
              {t.failures.discardOne}
            </RoleButton>
          )}
        </span>
      ),
    },
  ];
}
