import type { OperatorAlert } from '@nianbao/contracts';
import { Alert } from 'antd';
import type { Messages } from '../messages/zh.ts';
import { useConfig, useLocal, useTexts } from '../settings.tsx';

/** What is wrong, in plain words. */
export function Alerts({ alerts }: { alerts: readonly OperatorAlert[] }) {
  const t = useTexts();
  const local = useLocal();
  const { stages } = useConfig();
  const titleOf = (name: string | null) => {
    const stage = stages.find((each) => each.name === name);
    return stage ? local(stage.title) : (name ?? '');
  };
  if (alerts.length === 0) return <p className="quiet">{t.overview.noAlerts}</p>;
  return (
    <section aria-label={t.overview.alerts} className="alerts">
      {alerts.map((alert) => (
        <Alert
          key={`${alert.code} ${alert.stage}`}
          type={alert.severity}
          showIcon
          title={words(alert, titleOf(alert.stage), t)}
        />
      ))}
    </section>
  );
}

function words({ code, value }: OperatorAlert, stage: string, { alerts }: Messages): string {
  if (code === 'no-worker') return alerts.noWorker(stage, value);
  if (code === 'nothing-finished') return alerts.nothingFinished(value);
  return alerts.failuresRising(value);
}
