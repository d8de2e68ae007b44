import type { FailuresResponse } from '@nianbao/contracts';
import { Card, Empty } from 'antd';
import { useState } from 'react';
import { address } from '../api/call-api.ts';
import { useAnswer } from '../api/use-answer.ts';
import { FailureDialog } from '../failures/failure-dialog.tsx';
import { FailureFilters } from '../failures/failure-filters.tsx';
import { FailureGroupCard } from '../failures/failure-group-card.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { RoleButton } from '../parts/role-button.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { usePlace } from '../router.tsx';
import { useTexts } from '../settings.tsx';

const refreshMs = 4_000;

/** What failed, by code and stage: what it means, what to do, and the way to try again. The filters are in the address. */
export default function FailuresPage() {
  const t = useTexts();
  const { search } = usePlace();
  const [retrying, setRetrying] = useState(false);
  const batch = search.get('batch') ?? undefined;
  const stage = search.get('stage') ?? undefined;
  const discarded = search.get('discarded') === 'true';
  const { data, problem, reload } = useAnswer<FailuresResponse>(
    address('/api/failures', { batch, discarded }),
    { everyMs: refreshMs },
  );
  const groups = data?.groups.filter((group) => stage === undefined || group.stage === stage) ?? [];
  const sections = [
    {
      title: t.failures.failedTitle,
      groups: groups.filter(({ unsupported, quarantined }) => !unsupported && !quarantined),
    },
    { title: t.failures.quarantineTitle, groups: groups.filter(({ quarantined }) => quarantined) },
    { title: t.failures.unsupportedTitle, groups: groups.filter(({ unsupported }) => unsupported) },
  ];
  const retryable = groups.some(({ unsupported }) => !unsupported) && !discarded;
  const chosen = { ...(batch !== undefined && { batch }), ...(stage !== undefined && { stage }) };
  return (
    <>
      <PageHead title={t.nav.failures}>
        <FailureFilters batch={batch} stage={stage} discarded={discarded} />
        {retryable && (
          <RoleButton type="primary" onClick={() => setRetrying(true)}>
            {t.failures.retryShown}
          </RoleButton>
        )}
      </PageHead>
      {data === null && <Waiting problem={problem} onRetry={reload} />}
      {data !== null && groups.length === 0 && (
        <Card>
          <Empty
            description={discarded ? t.failures.emptyDiscarded : t.failures.empty}
            image={Empty.PRESENTED_IMAGE_SIMPLE}
          />
        </Card>
      )}
      {sections
        .filter((section) => section.groups.length > 0)
        .map((section) => (
          <section key={section.title} aria-label={section.title}>
            <h2>
              {section.title}{' '}
              <span className="quiet">{section.groups.reduce((sum, { count }) => sum + count, 0)}</span>
            </h2>
            {section.groups.map((group) => (
              <FailureGroupCard
                key={`${group.code} ${group.stage}`}
                {...{ group, batch, discarded }}
                onChanged={reload}
              />
            ))}
          </section>
        ))}
      {retrying && (
        <FailureDialog
          action="retry"
          chosen={Object.keys(chosen).length === 0 ? { all: true } : chosen}
          onDone={reload}
          onClose={() => setRetrying(false)}
        />
      )}
    </>
  );
}
