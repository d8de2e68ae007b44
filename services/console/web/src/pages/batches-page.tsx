import type { BatchProgressResponse } from '@nianbao/contracts';
import { Card } from 'antd';
import { useAnswer } from '../api/use-answer.ts';
import { BatchTable } from '../parts/batch-table.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { useTexts } from '../settings.tsx';

const refreshMs = 3_000;

export default function BatchesPage() {
  const t = useTexts();
  const { data, problem, reload } = useAnswer<BatchProgressResponse>('/api/batches/progress?limit=1000', {
    everyMs: refreshMs,
  });
  return (
    <>
      <PageHead title={t.nav.batches} />
      {data === null ? (
        <Waiting problem={problem} onRetry={reload} />
      ) : (
        <Card size="small">
          <BatchTable batches={data.batches} onChanged={reload} />
        </Card>
      )}
    </>
  );
}
