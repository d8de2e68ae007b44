import type { ReportPage as Page, ReportColumn, ReportSort } from '@nianbao/contracts';
import { Button, Card, Table } from 'antd';
import { useState } from 'react';
import { address } from '../api/call-api.ts';
import { useAnswer } from '../api/use-answer.ts';
import { PageHead } from '../parts/page-head.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { ColumnChoice } from '../report/column-choice.tsx';
import { ExportMenu } from '../report/export-menu.tsx';
import { isReportSort, useReportColumns } from '../report/report-columns.tsx';
import { ReportFilters } from '../report/report-filters.tsx';
import { usePlace } from '../router.tsx';
import { useTexts } from '../settings.tsx';

const pageSize = 50;
const usual: ReportColumn[] = ['place', 'year', 'name', 'figures', 'indicators', 'missing', 'findings'];

/** The filter is the address, so that a search can be kept and sent. */
export default function ReportsPage() {
  const t = useTexts();
  const { search, go } = usePlace();
  const [columns, setColumns] = useState<ReportColumn[]>(usual);
  const filter = Object.fromEntries(search);
  const { cursors, ...sent } = filter;
  const trail = cursors ? cursors.split(',') : [];
  const cursor = trail.at(-1);
  const { data, problem, loading, reload } = useAnswer<Page>(
    address('/api/reports', { ...sent, limit: pageSize, cursor }),
  );
  // Only the first page of a search says it.
  const [{ total, totalIsBound }, setTotal] = useState<Pick<Page, 'total' | 'totalIsBound'>>({ total: null });
  if (data !== null && data.total !== null && (data.total !== total || data.totalIsBound !== totalIsBound))
    setTotal(data);
  const set = (change: Record<string, string | undefined>) =>
    go(address('/reports', { ...filter, cursors: undefined, ...change }));
  const turn = (next: readonly string[]) => set({ cursors: next.join(',') });
  const shown = filter.indicator && !columns.includes('value') ? [...columns, 'value' as const] : columns;
  const table = useReportColumns(shown, {
    sort: isReportSort(filter.sort) ? filter.sort : 'uploaded',
    order: filter.order === 'asc' ? 'asc' : 'desc',
  });
  return (
    <>
      <PageHead title={t.nav.reports}>
        <span className="quiet" data-total={total}>
          {total !== null && t.reports.total(total, totalIsBound === true)}
        </span>
        <ColumnChoice chosen={columns} onChange={setColumns} />
        <ExportMenu filter={sent} columns={shown} />
      </PageHead>
      <Card size="small">
        <ReportFilters filter={filter} onSearch={(change) => set(change)} />
      </Card>
      {problem && <Waiting problem={problem} onRetry={reload} />}
      <Card size="small">
        <Table
          rowKey="uploadId"
          size="middle"
          loading={loading}
          columns={table}
          dataSource={data?.reports ?? []}
          pagination={false}
          scroll={{ x: 'max-content' }}
          locale={{ emptyText: t.reports.empty }}
          onChange={(_page, _filters, sorter) => {
            const by = Array.isArray(sorter) ? sorter[0] : sorter;
            const sort = (by?.order ? by.columnKey : undefined) as ReportSort | undefined;
            set({ sort, order: by?.order === 'ascend' ? 'asc' : undefined });
          }}
        />
        <div className="pager">
          <Button disabled={trail.length === 0} onClick={() => turn(trail.slice(0, -1))}>
            {t.reports.previous}
          </Button>
          <Button disabled={!data?.nextCursor} onClick={() => turn([...trail, data?.nextCursor ?? ''])}>
            {t.reports.next}
          </Button>
        </div>
      </Card>
    </>
  );
}
