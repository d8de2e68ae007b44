import type { LocalizedText, OperatorAlert } from '@nianbao/contracts';
import { Alert } from 'antd';
import type { Messages } from '../messages/zh.ts';
import { Link, usePlace } from '../router.tsx';
import { type Language, useConfig, useLocal, useSettings } from '../settings.tsx';
import { formatTime } from './format.ts';

/** Where an operator acts on it. */
const pages: Record<OperatorAlert['code'], string> = {
  'store-unavailable': '/stages',
  'no-worker': '/stages',
  'nothing-finished': '/stages',
  'stage-paused': '/stages',
  'batch-paused': '/batches',
  'failures-rising': '/failures',
  'subscription-disabled': '/subscriptions',
};

interface AlertsProps {
  alerts: readonly OperatorAlert[];
  /** Why what is shown is not of now. */
  silence: LocalizedText | null;
  /** When it was so, ISO 8601. */
  at: string;
}

/** What is wrong, in plain words. */
export function Alerts({ alerts, silence, at }: AlertsProps) {
  const { t, language } = useSettings();
  const local = useLocal();
  const { stages } = useConfig();
  const { path: here } = usePlace();
  const titleOf = (name: string | null) => {
    const stage = stages.find((each) => each.name === name);
    return stage ? local(stage.title) : (name ?? '');
  };
  if (silence !== null)
    return (
      <Alert
        type="error"
        showIcon
        title={local(silence)}
        description={t.overview.stale(formatTime(at, language))}
      />
    );
  if (alerts.length === 0) return <p className="quiet">{t.overview.noAlerts}</p>;
  return (
    <section aria-label={t.overview.alerts} className="alerts">
      {alerts.map((alert) => (
        <Alert
          key={`${alert.code} ${alert.stage ?? alert.batch ?? alert.subscription}`}
          type={alert.severity}
          showIcon
          title={words(alert, titleOf(alert.stage), t, language)}
          action={here !== pages[alert.code] && <Link to={pages[alert.code]}>{t.alerts.see}</Link>}
        />
      ))}
    </section>
  );
}

function words(
  { code, value, batch = '', subscription = '', reason, since }: OperatorAlert,
  stage: string,
  { alerts }: Messages,
  language: Language,
): string {
  const at = since === undefined ? '' : formatTime(since, language);
  if (code === 'store-unavailable') return alerts.storeUnavailable(value);
  if (code === 'no-worker') return alerts.noWorker(stage, value);
  if (code === 'nothing-finished') return alerts.nothingFinished(value);
  if (code === 'stage-paused') return alerts.stagePaused(stage, at, value);
  if (code === 'batch-paused') return alerts.batchPaused(batch, at, value);
  if (code === 'subscription-disabled')
    return alerts.subscriptionDisabled(subscription, reason === 'gone', at, value);
  return alerts.failuresRising(value);
}
