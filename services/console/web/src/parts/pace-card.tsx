import type { OldestUpload, StatusResponse } from '@nianbao/contracts';
import { Card } from 'antd';
import { Link } from '../router.tsx';
import { useTexts } from '../settings.tsx';
import { formatDuration } from './format.ts';

/** How fast it goes, how long it will take, and what has waited longest. */
export function PaceCard({ status, oldest }: { status: StatusResponse; oldest: OldestUpload | null }) {
  const t = useTexts();
  const { account, ratePerSecond, etaSeconds } = status;
  const left =
    account.inFlight === 0
      ? t.overview.etaIdle
      : etaSeconds === null
        ? t.overview.etaUnknown
        : formatDuration(etaSeconds, t);
  return (
    <Card size="small" title={t.overview.eta} className="pace-card">
      <p className="pace-left">{left}</p>
      <dl>
        <dt>{t.overview.rate}</dt>
        <dd>
          {Math.round(ratePerSecond * 600) / 10} {t.units.perMinute}
        </dd>
        <dt>{t.overview.oldest}</dt>
        <dd>
          {oldest === null ? (
            t.overview.oldestNone
          ) : (
            <>
              {formatDuration((Date.now() - Date.parse(oldest.uploadedAt)) / 1000, t)}{' '}
              <Link to={`/reports/${oldest.uploadId}`}>{oldest.name}</Link>
            </>
          )}
        </dd>
      </dl>
    </Card>
  );
}
