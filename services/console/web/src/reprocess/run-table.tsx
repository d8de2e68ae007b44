import type { ReprocessRun, ReprocessState } from '@nianbao/contracts';
import { Table, type TableColumnsType, Tag } from 'antd';
import { address } from '../api/call-api.ts';
import { formatTime } from '../parts/format.ts';
import { Link } from '../router.tsx';
import { useSettings } from '../settings.tsx';

const colours: Record<ReprocessState, string> = {
  comparing: 'blue',
  ready: 'orange',
  publishing: 'blue',
  done: 'green',
  cancelled: 'default',
};

export function RunState({ state }: Pick<ReprocessRun, 'state'>) {
  const { t } = useSettings();
  return <Tag color={colours[state]}>{t.reprocess.states[state]}</Tag>;
}

/** The runs there were, newest first. */
export function RunTable({ runs }: { runs: readonly ReprocessRun[] }) {
  const { t, language } = useSettings();
  const count = (name: 'documents' | 'compared' | 'changed' | 'failed' | 'published') => ({
    title: t.reprocess[name],
    dataIndex: name,
    align: 'right' as const,
  });
  const columns: TableColumnsType<ReprocessRun> = [
    {
      title: t.reprocess.created,
      render: (_, { runId, createdAt }) => (
        <Link to={address('/reprocess', { run: runId })}>{formatTime(createdAt, language)}</Link>
      ),
    },
    { title: t.reprocess.state, render: (_, run) => <RunState state={run.state} /> },
    {
      title: t.reprocess.filter,
      render: (_, { filter }) => scopeOf(filter, t.reprocess.all) || t.reprocess.everything,
    },
    count('documents'),
    count('compared'),
    count('changed'),
    count('failed'),
    count('published'),
  ];
  return (
    <Table
      rowKey="runId"
      size="middle"
      columns={columns}
      dataSource={[...runs]}
      pagination={false}
      scroll={{ x: 'max-content' }}
      locale={{ emptyText: t.reprocess.empty }}
    />
  );
}

function scopeOf({ all, ids, ...filter }: ReprocessRun['filter'], allWords: string): string {
  return Object.values(filter)
    .concat(ids ? [`${ids.length} ids`] : [], all ? [allWords] : [])
    .join(' · ');
}
