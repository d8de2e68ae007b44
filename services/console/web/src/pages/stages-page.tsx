import type { Overview } from '@nianbao/contracts';
import { Button, Card } from 'antd';
import { useAnswer } from '../api/use-answer.ts';
import { useOverview } from '../api/use-overview.ts';
import { Alerts } from '../parts/alerts.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { useMay } from '../session.tsx';
import { useTexts } from '../settings.tsx';
import { StageTable } from '../steering/stage-table.tsx';

const ofQueues = new Set(['no-worker', 'stage-paused', 'nothing-finished']);

/** What waits and works in every stage, and what an operator can do about it. */
export default function StagesPage() {
  const t = useTexts();
  const may = useMay();
  const live = useOverview();
  const first = useAnswer<Overview>('/api/overview');
  const overview = live.overview ?? first.data;
  if (overview === null) return <Waiting problem={first.problem} onRetry={first.reload} />;
  return (
    <>
      <PageHead title={t.nav.stages}>
        {may('operator') && (
          <Button href="/queues" target="_blank" rel="noreferrer">
            {t.queues.raw}
          </Button>
        )}
      </PageHead>
      <p className="quiet">{t.queues.about}</p>
      <Alerts
        alerts={overview.alerts.filter(({ code }) => ofQueues.has(code))}
        silence={live.silence}
        at={overview.sample.at}
      />
      <Card size="small">
        <StageTable stages={overview.status.stages} />
      </Card>
    </>
  );
}
