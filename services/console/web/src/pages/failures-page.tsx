import type { BatchesResponse, FailuresResponse } from '@nianbao/contracts';
import { Card, Empty, Select } from 'antd';
import { address } from '../api/call-api.ts';
import { useAnswer } from '../api/use-answer.ts';
import { FailureGroupCard } from '../parts/failure-group-card.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { usePlace } from '../router.tsx';
import { useTexts } from '../settings.tsx';

const refreshMs = 4_000;

/** What failed, by code and stage: what it means, what to do, and the way to try again. */
export default function FailuresPage() {
  const t = useTexts();
  const { search, go } = usePlace();
  const batch = search.get('batch') ?? undefined;
  const { data, problem, reload } = useAnswer<FailuresResponse>(address('/api/failures', { batch }), {
    everyMs: refreshMs,
  });
  const batches = useAnswer<BatchesResponse>('/api/batches?limit=1000');
  const sections = [
    { title: t.failures.failedTitle, groups: data?.groups.filter(({ unsupported }) => !unsupported) ?? [] },
    {
      title: t.failures.unsupportedTitle,
      groups: data?.groups.filter(({ unsupported }) => unsupported) ?? [],
    },
  ];
  return (
    <>
      <PageHead title={t.nav.failures}>
        <Select
          aria-label={t.failures.batch}
          allowClear
          showSearch
          value={batch ?? null}
          placeholder={t.shell.allBatches}
          onChange={(chosen: string | null) => go(address('/failures', { batch: chosen }))}
          options={(batches.data?.batches ?? []).map(({ batchId }) => ({ value: batchId, label: batchId }))}
          popupMatchSelectWidth={false}
          style={{ minWidth: 180 }}
        />
      </PageHead>
      {data === null && <Waiting problem={problem} onRetry={reload} />}
      {data?.groups.length === 0 && (
        <Card>
          <Empty description={t.failures.empty} image={Empty.PRESENTED_IMAGE_SIMPLE} />
        </Card>
      )}
      {sections
        .filter(({ groups }) => groups.length > 0)
        .map(({ title, groups }) => (
          <section key={title} aria-label={title}>
            <h2>
              {title} <span className="quiet">{groups.reduce((sum, group) => sum + group.count, 0)}</span>
            </h2>
            {groups.map((group) => (
              <FailureGroupCard
                key={`${group.code} ${group.stage}`}
                group={group}
                batch={batch}
                onRetried={reload}
              />
            ))}
          </section>
        ))}
    </>
  );
}
