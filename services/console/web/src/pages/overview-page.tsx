import type { Overview } from '@nianbao/contracts';
import { Badge, Button, Card } from 'antd';
import { useAnswer } from '../api/use-answer.ts';
import { useOverview } from '../api/use-overview.ts';
import { AccountCard } from '../parts/account-card.tsx';
import { Alerts } from '../parts/alerts.tsx';
import { BatchTable } from '../parts/batch-table.tsx';
import { HistoryCharts } from '../parts/history-charts.tsx';
import { PaceCard } from '../parts/pace-card.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PipelineGraph } from '../parts/pipeline-graph.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { usePlace } from '../router.tsx';
import { useTexts } from '../settings.tsx';

const recentBatches = 5;

export default function OverviewPage() {
  const t = useTexts();
  const { go } = usePlace();
  const live = useOverview();
  const first = useAnswer<Overview>('/api/overview');
  const overview = live.overview ?? first.data;
  if (overview === null) return <Waiting problem={first.problem} onRetry={first.reload} />;
  const { status, oldest, alerts, sample } = overview;
  const { account, batches } = status;
  return (
    <>
      <PageHead title={t.nav.overview}>
        <Badge
          status={live.connected && live.silence === null ? 'processing' : 'error'}
          text={live.connected ? t.shell.live : t.shell.offline}
        />
      </PageHead>
      <Alerts alerts={alerts} silence={live.silence} at={sample.at} />
      {account.uploaded === 0 && (
        <Card className="first-steps">
          <p>{t.overview.empty}</p>
          <Button type="primary" onClick={() => go('/upload')}>
            {t.overview.emptyAction}
          </Button>
        </Card>
      )}
      <div className="two-columns">
        <AccountCard account={account} />
        <PaceCard status={status} oldest={oldest} />
      </div>
      <Card size="small" title={t.overview.pipeline}>
        <PipelineGraph stages={status.stages} />
      </Card>
      <HistoryCharts newest={sample} />
      {batches.length > 0 && (
        <Card size="small" title={t.overview.recentBatches}>
          <BatchTable batches={batches.slice(0, recentBatches)} />
        </Card>
      )}
    </>
  );
}
