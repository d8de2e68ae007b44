import type { ReprocessRunsResponse } from '@nianbao/contracts';
import { Card } from 'antd';
import { useState } from 'react';
import { address } from '../api/call-api.ts';
import { useAnswer } from '../api/use-answer.ts';
import { PageHead } from '../parts/page-head.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { RunTable } from '../reprocess/run-table.tsx';
import { RunView } from '../reprocess/run-view.tsx';
import { StartForm } from '../reprocess/start-form.tsx';
import { usePlace } from '../router.tsx';
import { useTexts } from '../settings.tsx';

const refreshMs = 2_000;

/** Reading published reports anew; `?run=` shows one run. */
export default function ReprocessPage() {
  const t = useTexts();
  const { search, go } = usePlace();
  const run = search.get('run');
  const [moving, setMoving] = useState(false);
  const { data, problem, reload } = useAnswer<ReprocessRunsResponse>('/api/reprocess?limit=20', {
    everyMs: moving ? refreshMs : 0,
  });
  const underWay = data?.runs.some(({ state }) => state === 'comparing' || state === 'publishing') ?? false;
  if (underWay !== moving) setMoving(underWay);
  return (
    <>
      <PageHead title={t.nav.reprocess} />
      <p className="quiet">{t.reprocess.about}</p>
      <Card size="small">
        <StartForm
          onStarted={({ runId }) => {
            reload();
            go(address('/reprocess', { run: runId }));
          }}
        />
      </Card>
      {run !== null && /^[0-9a-f-]{1,40}$/.test(run) && <RunView runId={run} key={run} />}
      <Card size="small" title={t.reprocess.runs}>
        {data === null ? <Waiting problem={problem} onRetry={reload} /> : <RunTable runs={data.runs} />}
      </Card>
    </>
  );
}
