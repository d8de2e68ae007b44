import type { ReprocessChangesResponse, ReprocessRun } from '@nianbao/contracts';
import { Card, Checkbox, Progress, Statistic } from 'antd';
import { useState } from 'react';
import { useAnswer } from '../api/use-answer.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { formatTime } from '../parts/format.ts';
import { RoleButton } from '../parts/role-button.tsx';
import { useAction } from '../parts/use-action.ts';
import { Waiting } from '../parts/waiting.tsx';
import { useSettings } from '../settings.tsx';
import { ChangeGroups } from './change-groups.tsx';
import { ChangedReports } from './changed-reports.tsx';
import { RunState } from './run-table.tsx';

const refreshMs = 2_000;

/** One run: how far it is, what it would change, and the decision. */
export function RunView({ runId }: { runId: string }) {
  const { t, language } = useSettings();
  const [moving, setMoving] = useState(true);
  const everyMs = moving ? refreshMs : 0;
  const { data: run, problem, reload } = useAnswer<ReprocessRun>(`/api/reprocess/${runId}`, { everyMs });
  const changes = useAnswer<ReprocessChangesResponse>(`/api/reprocess/${runId}/changes`, { everyMs });
  if (run === null) return <Waiting problem={problem} onRetry={reload} />;
  const underWay = run.state === 'comparing' || run.state === 'publishing';
  if (underWay !== moving) setMoving(underWay);
  const publishing = run.state === 'publishing' || run.state === 'done';
  const done = publishing ? run.published : run.compared;
  const all = publishing ? Math.max(run.changed, run.published) : run.documents;
  return (
    <>
      <Card
        size="small"
        title={
          <>
            {t.reprocess.run(formatTime(run.createdAt, language))} <RunState state={run.state} />
          </>
        }
        extra={<Decision run={run} onDecided={reload} />}
      >
        <Progress
          percent={all === 0 ? 100 : Math.floor((100 * done) / all)}
          status={underWay ? 'active' : 'normal'}
          aria-label={t.reprocess.states[run.state]}
        />
        <div className="run-counts">
          {(['documents', 'compared', 'changed', 'failed', 'published'] as const).map((name) => (
            <Statistic key={name} title={t.reprocess[name]} value={run[name]} data-count={name} />
          ))}
        </div>
      </Card>
      <Card size="small" title={t.reprocess.groups}>
        {changes.data === null ? (
          <Waiting problem={changes.problem} onRetry={changes.reload} />
        ) : (
          <ChangeGroups groups={changes.data.groups} comparing={run.state === 'comparing'} />
        )}
      </Card>
      {run.changed > 0 && (
        <Card size="small" title={t.reprocess.changing}>
          <ChangedReports runId={runId} key={`${run.state} ${run.changed}`} />
        </Card>
      )}
    </>
  );
}

function Decision({ run, onDecided }: { run: ReprocessRun; onDecided(): void }) {
  const { t } = useSettings();
  const { act } = useAction(onDecided);
  const [asking, setAsking] = useState<'publish' | 'cancel' | null>(null);
  const [unchanged, setUnchanged] = useState(false);
  const decide = async (json: object, said: string) =>
    (await act<ReprocessRun>(`/api/reprocess/${run.runId}/${asking}`, { json, said: () => said })) !== null;
  const ready = run.state === 'ready';
  if (!ready && run.state !== 'comparing' && run.state !== 'publishing') return null;
  const close = () => setAsking(null);
  return (
    <span className="row-actions">
      {ready && (
        <RoleButton type="primary" onClick={() => setAsking('publish')}>
          {t.reprocess.publish(run.changed)}
        </RoleButton>
      )}
      <RoleButton onClick={() => setAsking('cancel')}>{t.reprocess.cancel}</RoleButton>
      {asking === 'publish' && (
        <ActionDialog
          title={t.reprocess.publishTitle(run.changed)}
          explanation={
            <>
              <p>{t.reprocess.publishExplained}</p>
              <Checkbox checked={unchanged} onChange={({ target }) => setUnchanged(target.checked)}>
                {t.reprocess.unchanged}
              </Checkbox>
            </>
          }
          okText={t.reprocess.publish(run.changed)}
          onOk={() => decide({ unchanged }, t.reprocess.publishing)}
          onClose={close}
        />
      )}
      {asking === 'cancel' && (
        <ActionDialog
          title={t.reprocess.cancelTitle}
          explanation={t.reprocess.cancelExplained}
          okText={t.reprocess.cancel}
          danger
          onOk={() => decide({}, t.reprocess.cancelled)}
          onClose={close}
        />
      )}
    </span>
  );
}
