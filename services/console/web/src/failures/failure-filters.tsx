import type { BatchesResponse } from '@nianbao/contracts';
import { Select, Switch } from 'antd';
import { address } from '../api/call-api.ts';
import { useAnswer } from '../api/use-answer.ts';
import { usePlace } from '../router.tsx';
import { useConfig, useLocal, useTexts } from '../settings.tsx';

interface Filters {
  batch: string | undefined;
  stage: string | undefined;
  discarded: boolean;
}

/** Which failures are shown. */
export function FailureFilters(filters: Filters) {
  const t = useTexts();
  const local = useLocal();
  const { go } = usePlace();
  const { stages } = useConfig();
  const batches = useAnswer<BatchesResponse>('/api/batches?limit=1000');
  const show = (change: Partial<Record<keyof Filters, string | boolean | null>>) => {
    const { discarded, ...rest } = { ...filters, ...change };
    go(address('/failures', { ...rest, discarded: discarded ? true : null }));
  };
  return (
    <>
      <Select
        aria-label={t.failures.batch}
        allowClear
        showSearch
        value={filters.batch ?? null}
        placeholder={t.shell.allBatches}
        onChange={(batch: string | null) => show({ batch: batch ?? null })}
        options={(batches.data?.batches ?? []).map(({ batchId }) => ({ value: batchId, label: batchId }))}
        popupMatchSelectWidth={false}
        style={{ minWidth: 160 }}
      />
      <Select
        aria-label={t.failures.stage}
        allowClear
        value={filters.stage ?? null}
        placeholder={t.failures.allStages}
        onChange={(stage: string | null) => show({ stage: stage ?? null })}
        options={stages.map(({ name, title }) => ({ value: name, label: local(title) }))}
        popupMatchSelectWidth={false}
        style={{ minWidth: 130 }}
      />
      <Switch
        checked={filters.discarded}
        checkedChildren={t.failures.showDiscarded}
        unCheckedChildren={t.failures.showDiscarded}
        aria-label={t.failures.showDiscarded}
        onChange={(on) => show({ discarded: on })}
      />
    </>
  );
}
