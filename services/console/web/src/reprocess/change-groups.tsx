import type { ChangeGroup } from '@nianbao/contracts';
import { Table, type TableColumnsType, Tag } from 'antd';
import { Link } from '../router.tsx';
import { useTexts } from '../settings.tsx';
import { BeforeAfter } from './before-after.tsx';
import { useKeyName } from './use-key-name.ts';

const colours = { added: 'green', removed: 'red', changed: 'orange' } as const;

/** What changes, by kind, the most frequent first; each opens with examples. */
export function ChangeGroups({ groups, comparing }: { groups: readonly ChangeGroup[]; comparing: boolean }) {
  const t = useTexts();
  const keyName = useKeyName();
  const columns: TableColumnsType<ChangeGroup> = [
    { title: t.reprocess.kind, render: (_, { kind }) => t.reprocess.kinds[kind] },
    { title: t.reprocess.key, render: (_, { kind, key }) => keyName(kind, key) },
    {
      title: t.reprocess.change,
      render: (_, { change }) => <Tag color={colours[change]}>{t.reprocess.changes[change]}</Tag>,
    },
    { title: t.reprocess.reports, dataIndex: 'reports', align: 'right' },
    { title: t.reprocess.count, dataIndex: 'changes', align: 'right' },
  ];
  return (
    <Table
      rowKey={({ kind, key, change }) => `${kind} ${key} ${change}`}
      size="small"
      columns={columns}
      dataSource={[...groups]}
      pagination={{ pageSize: 20, hideOnSinglePage: true }}
      scroll={{ x: 'max-content' }}
      locale={{ emptyText: comparing ? t.reprocess.waiting : t.reprocess.noChange }}
      expandable={{
        expandedRowRender: ({ examples }) => (
          <ul className="change-examples" aria-label={t.reprocess.examples}>
            {examples.map(({ documentId, place, year, before, after }, n) => (
              <li key={n}>
                <Link to={`/reports/${documentId}`}>
                  {[place, year].filter(Boolean).join(' ') || documentId.slice(0, 12)}
                </Link>
                <BeforeAfter before={before} after={after} />
              </li>
            ))}
          </ul>
        ),
      }}
    />
  );
}
