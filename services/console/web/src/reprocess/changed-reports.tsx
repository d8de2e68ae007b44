import type { ReprocessDocument, ReprocessDocumentsResponse } from '@nianbao/contracts';
import { Button, Table, type TableColumnsType } from 'antd';
import { useCallback } from 'react';
import { address } from '../api/call-api.ts';
import { usePages } from '../parts/use-pages.ts';
import { Waiting } from '../parts/waiting.tsx';
import { Link } from '../router.tsx';
import { useTexts } from '../settings.tsx';
import { BeforeAfter } from './before-after.tsx';
import { useKeyName } from './use-key-name.ts';

const atOnce = 50;
const take = ({ documents, nextAfter }: ReprocessDocumentsResponse) => ({ rows: documents, next: nextAfter });

/** The reports that change, each with what changes in it. */
export function ChangedReports({ runId }: { runId: string }) {
  const t = useTexts();
  const pathOf = useCallback(
    (after: string | null) => address(`/api/reprocess/${runId}/documents`, { after, limit: atOnce }),
    [runId],
  );
  const { rows, problem, more } = usePages<ReprocessDocumentsResponse, ReprocessDocument>(pathOf, take);
  const columns: TableColumnsType<ReprocessDocument> = [
    {
      title: t.reports.place,
      render: (_, { documentId, place, name }) => <Link to={`/reports/${documentId}`}>{place ?? name}</Link>,
    },
    { title: t.reports.year, dataIndex: 'year' },
    { title: t.reports.name, render: (_, { name }) => <span className="cell-name">{name}</span> },
    { title: t.reprocess.count, align: 'right', render: (_, { changes }) => changes.length },
  ];
  if (problem) return <Waiting problem={problem} />;
  return (
    <>
      <Table
        rowKey="documentId"
        size="small"
        columns={columns}
        dataSource={[...rows]}
        pagination={false}
        scroll={{ x: 'max-content' }}
        expandable={{ expandedRowRender: ({ changes }) => <Changes changes={changes} /> }}
      />
      {more && (
        <div className="pager">
          <Button onClick={more}>{t.reprocess.more}</Button>
        </div>
      )}
    </>
  );
}

function Changes({ changes }: Pick<ReprocessDocument, 'changes'>) {
  const t = useTexts();
  const keyName = useKeyName();
  return (
    <ul className="change-examples">
      {changes.map(({ kind, key, change, before, after }, n) => (
        <li key={n}>
          <span>
            {t.reprocess.kinds[kind]} · {keyName(kind, key)} · {t.reprocess.changes[change]}
          </span>
          <BeforeAfter before={before} after={after} />
        </li>
      ))}
    </ul>
  );
}
