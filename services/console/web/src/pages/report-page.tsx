import type { DocumentDetail, RereadResponse } from '@nianbao/contracts';
import { Alert, Button, Tag } from 'antd';
import { useState } from 'react';
import { useAnswer } from '../api/use-answer.ts';
import { PageHead } from '../parts/page-head.tsx';
import { RoleButton } from '../parts/role-button.tsx';
import { useAction } from '../parts/use-action.ts';
import { Waiting } from '../parts/waiting.tsx';
import { Reading } from '../report/reading.tsx';
import { useLocal, useTexts } from '../settings.tsx';

const noneRelated: NonNullable<DocumentDetail['related']> = [];
const refreshMs = 2_000;

export default function ReportPage({ id }: { id: string }) {
  const t = useTexts();
  const local = useLocal();
  const [moving, setMoving] = useState(false);
  const detail = useAnswer<DocumentDetail>(`/api/documents/${id}`, { everyMs: moving ? refreshMs : 0 });
  const report = detail.data?.result?.kind === 'report' ? detail.data.result : null;
  const text = useAnswer<string>(report ? `/api/documents/${id}/text` : null, { plain: true });
  if (detail.data === null) return <Waiting problem={detail.problem} onRetry={detail.reload} />;
  const { summary } = detail.data;
  const inFlight = summary.state === 'in-flight';
  if (inFlight !== moving) setMoving(inFlight);
  return (
    <>
      <PageHead title={summary.title ?? summary.name}>
        <Tag>{t.states[summary.state]}</Tag>
        <Button href={`/api/documents/${summary.uploadId}/original`} download>
          {t.report.download}
        </Button>
        <Reread id={summary.uploadId} onStarted={detail.reload} />
      </PageHead>
      <p className="quiet report-line">
        {[summary.jurisdiction, summary.year, summary.name, summary.batchId].filter(Boolean).join(' · ')}
      </p>
      {summary.message && (
        <Alert
          type="error"
          showIcon
          title={local(summary.message)}
          description={[summary.stage, summary.code, summary.detail].filter(Boolean).join(' · ')}
        />
      )}
      {report === null && !summary.message && <p className="quiet">{t.report.noReport}</p>}
      {report && text.data === null && <Waiting problem={text.problem} onRetry={text.reload} />}
      {report && text.data !== null && (
        <Reading report={report} text={text.data} related={detail.data.related ?? noneRelated} />
      )}
    </>
  );
}

function Reread({ id, onStarted }: { id: string; onStarted(): void }) {
  const t = useTexts();
  const { act, busy } = useAction(onStarted);
  const reread = () =>
    act<RereadResponse>(`/api/documents/${id}/reread`, {
      said: ({ started }) => (started ? t.report.rereadDone : t.report.rereadNot),
    });
  return (
    <RoleButton loading={busy} onClick={() => void reread()}>
      {t.report.reread}
    </RoleButton>
  );
}
