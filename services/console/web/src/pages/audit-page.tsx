import type { AuditPage as AuditAnswer, AuditEntry } from '@nianbao/contracts';
import { Button, Card, Table, type TableColumnsType, Tag } from 'antd';
import { useState } from 'react';
import { address } from '../api/call-api.ts';
import { useAnswer } from '../api/use-answer.ts';
import { AuditFilters } from '../audit/audit-filters.tsx';
import { useOperations } from '../audit/use-operations.ts';
import { formatTime } from '../parts/format.ts';
import { PageHead } from '../parts/page-head.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { usePlace } from '../router.tsx';
import { useSettings } from '../settings.tsx';

const pageSize = 50;

/** Who did what. The filters are in the address. */
export default function AuditPage() {
  const { t } = useSettings();
  const { search } = usePlace();
  const operations = useOperations();
  const filters = Object.fromEntries(
    ['actor', 'action', 'from', 'to'].map((name) => [name, search.get(name)]),
  );
  return (
    <>
      <PageHead title={t.nav.audit}>
        {(['csv', 'json'] as const).map((format) => (
          <Button key={format} href={address('/api/audit/export', { ...filters, format })} download>
            {t.audit.export(format.toUpperCase())}
          </Button>
        ))}
      </PageHead>
      <Card size="small">
        <AuditFilters operations={operations} />
      </Card>
      <Entries key={JSON.stringify(filters)} filters={filters} operations={operations} />
    </>
  );
}

interface EntriesProps {
  filters: Record<string, string | null>;
  operations: ReadonlyMap<string, string>;
}

function Entries({ filters, operations }: EntriesProps) {
  const { t } = useSettings();
  /** The cursors of this page and those before it. */
  const [cursors, setCursors] = useState<(string | null)[]>([null]);
  const { data, problem, loading, reload } = useAnswer<AuditAnswer>(
    address('/api/audit', { ...filters, limit: pageSize, cursor: cursors.at(-1) ?? null }),
  );
  const columns = useColumns(operations);
  if (data === null) return <Waiting problem={problem} onRetry={reload} />;
  const { entries, nextCursor } = data;
  return (
    <Card size="small">
      <Table
        rowKey="auditId"
        size="small"
        columns={columns}
        dataSource={entries}
        loading={loading}
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: t.audit.empty }}
      />
      <div className="pager">
        <Button disabled={cursors.length < 2} onClick={() => setCursors((list) => list.slice(0, -1))}>
          {t.audit.newer}
        </Button>
        <Button disabled={nextCursor === null} onClick={() => setCursors((list) => [...list, nextCursor])}>
          {t.audit.older}
        </Button>
      </div>
    </Card>
  );
}

function useColumns(operations: ReadonlyMap<string, string>): TableColumnsType<AuditEntry> {
  const { t, language } = useSettings();
  return [
    { title: t.audit.at, render: (_, { at }) => formatTime(at, language) },
    {
      title: t.audit.actor,
      render: (_, { actorName, role }) => (
        <>
          {actorName} <span className="quiet">{t.access.roles[role]}</span>
        </>
      ),
    },
    {
      title: t.audit.action,
      render: (_, { action, count }) => (
        <>
          {operations.get(action) ?? action} {count > 1 && <span className="quiet">×{count}</span>}
        </>
      ),
    },
    { title: t.audit.target, render: (_, { target }) => <span className="cell-name">{target ?? '—'}</span> },
    { title: t.audit.outcome, render: (_, { status }) => <Outcome status={status} /> },
    {
      title: t.audit.detail,
      render: (_, { detail }) =>
        detail !== null && <code className="audit-detail">{JSON.stringify(detail)}</code>,
    },
  ];
}

function Outcome({ status }: { status: number }) {
  const { t } = useSettings();
  if (status < 400) return <Tag color="green">{t.audit.done}</Tag>;
  return <Tag color="red">{status === 403 ? t.audit.refused : t.audit.failed(status)}</Tag>;
}
