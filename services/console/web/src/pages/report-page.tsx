import type { DocumentDetail, ReportResult, RereadResponse } from '@nianbao/contracts';
import { Alert, App, Button, Tag } from 'antd';
import { useCallback, useState } from 'react';
import { ApiProblem, callApi } from '../api/call-api.ts';
import { useAnswer } from '../api/use-answer.ts';
import { PageHead } from '../parts/page-head.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { FigureDetails } from '../report/figure-details.tsx';
import { ReportLists } from '../report/report-lists.tsx';
import { ReportText } from '../report/report-text.tsx';
import { type Selection, scrollToMark } from '../report/selection.ts';
import { useLocal, useTexts } from '../settings.tsx';

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
      {report && text.data !== null && <Reading report={report} text={text.data} />}
    </>
  );
}

/** Text and lists, each leading to the other. */
function Reading({ report, text }: { report: ReportResult; text: string }) {
  const t = useTexts();
  const [chosen, setChosen] = useState<Selection | null>(null);
  const [tab, setTab] = useState(report.findings.length > 0 ? 'finding' : 'part');
  const fromText = useCallback((selection: Selection) => {
    setChosen(selection);
    setTab(selection.kind);
    requestAnimationFrame(() => scrollToEntry(selection));
  }, []);
  const fromList = useCallback((selection: Selection) => {
    setChosen(selection);
    scrollToMark(selection);
  }, []);
  const quantity =
    chosen?.kind === 'figure' ? report.quantities.find((each) => each.id === chosen.id) : undefined;
  return (
    <div className="reading">
      <section aria-label={t.report.text}>
        <p className="legend">
          {(['heading', 'figure', 'indicator', 'part', 'finding'] as const).map((kind) => (
            <span key={kind} className={`mark-${kind}`}>
              {t.report.legend[kind]}
            </span>
          ))}
        </p>
        <ReportText text={text} report={report} chosen={chosen} onChoose={fromText} />
      </section>
      <aside aria-label={t.report.lists}>
        {quantity ? (
          <FigureDetails report={report} text={text} quantity={quantity} onChoose={fromList} />
        ) : (
          <p className="quiet">{t.report.choose}</p>
        )}
        <ReportLists report={report} chosen={chosen} tab={tab} onTab={setTab} onChoose={fromList} />
      </aside>
    </div>
  );
}

function scrollToEntry({ kind, id }: Selection): void {
  const entry = document.querySelector<HTMLElement>(`[data-entry="${kind} ${CSS.escape(id)}"]`);
  const list = entry?.closest<HTMLElement>('.entries');
  // Only the list moves: the text stays where the eye is.
  if (entry && list) list.scrollTop = entry.offsetTop - list.offsetTop - list.clientHeight / 2;
}

function Reread({ id, onStarted }: { id: string; onStarted(): void }) {
  const t = useTexts();
  const local = useLocal();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  async function reread() {
    setBusy(true);
    try {
      const { started } = await callApi<RereadResponse>(`/api/documents/${id}/reread`, { method: 'POST' });
      void (started ? message.success(t.report.rereadDone) : message.info(t.report.rereadNot));
      onStarted();
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      void message.error(local(error.texts));
    } finally {
      setBusy(false);
    }
  }
  return (
    <Button loading={busy} onClick={() => void reread()}>
      {t.report.reread}
    </Button>
  );
}
