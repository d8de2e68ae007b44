import type { CrossFinding, DocumentPagesResponse, ReportResult, Span } from '@nianbao/contracts';
import { Button } from 'antd';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useAnswer } from '../api/use-answer.ts';
import { usePlace } from '../router.tsx';
import { useTexts } from '../settings.tsx';
import { FigureDetails } from './figure-details.tsx';
import { marksOf } from './mark-text.ts';
import { PageView } from './page-view.tsx';
import { ReportLists } from './report-lists.tsx';
import { ReportText } from './report-text.tsx';
import { type Selection, scrollToMark } from './selection.ts';

const legend = ['heading', 'figure', 'indicator', 'part', 'finding', 'related'] as const;

interface Props {
  report: ReportResult;
  text: string;
  related: readonly CrossFinding[];
}

/** Text, lists and pages, each leading to the others. */
export function Reading({ report, text, related }: Props) {
  const t = useTexts();
  const place = useAskedPlace();
  const marks = useMemo(() => marksOf(report, related, place), [report, related, place]);
  const [chosen, setChosen] = useState<Selection | null>(null);
  const [tab, setTab] = useState(report.findings.length > 0 ? 'finding' : 'part');
  const pages = usePages(report);
  const goTo = useCallback(
    (selection: Selection) => {
      setChosen(selection);
      const mark = marks.find(({ kind, id }) => kind === selection.kind && id === selection.id);
      if (mark) pages.turnTo(mark.start);
    },
    [marks, pages.turnTo],
  );
  const fromText = useCallback(
    (selection: Selection) => {
      goTo(selection);
      if (selection.kind !== 'place') setTab(selection.kind);
      requestAnimationFrame(() => scrollToEntry(selection));
    },
    [goTo],
  );
  const fromList = useCallback(
    (selection: Selection) => {
      goTo(selection);
      scrollToMark(selection);
    },
    [goTo],
  );
  useEffect(() => {
    if (place) fromList({ kind: 'place', id: 'asked' });
  }, [place, fromList]);
  const quantity =
    chosen?.kind === 'figure' ? report.quantities.find((each) => each.id === chosen.id) : undefined;
  return (
    <div className={`reading${pages.shown ? ' reading-pages' : ''}`}>
      {pages.shown && (
        <PageView
          documentId={report.documentId}
          pages={pages.pages}
          number={pages.number}
          onTurn={pages.turn}
        />
      )}
      <section aria-label={t.report.text}>
        <p className="legend">
          {legend.map((kind) => (
            <span key={kind} className={`mark-${kind}`}>
              {t.report.legend[kind]}
            </span>
          ))}
          {pages.pages.length > 0 && (
            <Button size="small" aria-pressed={pages.shown} onClick={pages.toggle}>
              {pages.shown ? t.pages.hide : t.pages.show}
            </Button>
          )}
        </p>
        <ReportText text={text} report={report} marks={marks} chosen={chosen} onChoose={fromText} />
      </section>
      <aside aria-label={t.report.lists}>
        {quantity ? (
          <FigureDetails report={report} text={text} quantity={quantity} onChoose={fromList} />
        ) : (
          <p className="quiet">{t.report.choose}</p>
        )}
        <ReportLists {...{ report, text, related, chosen, tab }} onTab={setTab} onChoose={fromList} />
      </aside>
    </div>
  );
}

/** The pages of a PDF or a picture, and which of them is looked at. Other formats have none, which nobody asks for. */
function usePages({ documentId, source }: ReportResult) {
  const paged = source.format === 'pdf' || source.format === 'image';
  const { data } = useAnswer<DocumentPagesResponse>(paged ? `/api/documents/${documentId}/pages` : null);
  const pages = useMemo(() => data?.pages ?? [], [data]);
  const [number, turn] = useState(1);
  const [wanted, setWanted] = useState(true);
  const turnTo = useCallback(
    (offset: number) => {
      const page = pages.findLast(({ start }) => start <= offset);
      if (page) turn(page.number);
    },
    [pages],
  );
  const toggle = () => setWanted((now) => !now);
  return { pages, number, turn, turnTo, toggle, shown: wanted && pages.length > 0 };
}

/** `?at=120-180`: where a link from another report leads. */
function useAskedPlace(): Span | null {
  const at = usePlace().search.get('at') ?? '';
  return useMemo(() => {
    const [, start, end] = /^(\d{1,9})-(\d{1,9})$/.exec(at) ?? [];
    return start === undefined || end === undefined ? null : { start: Number(start), end: Number(end) };
  }, [at]);
}

function scrollToEntry({ kind, id }: Selection): void {
  const entry = document.querySelector<HTMLElement>(`[data-entry="${kind} ${CSS.escape(id)}"]`);
  const list = entry?.closest<HTMLElement>('.entries');
  // Only the list moves: the text stays where the eye is.
  if (entry && list) list.scrollTop = entry.offsetTop - list.offsetTop - list.clientHeight / 2;
}
