import type { CrossFinding, ReportResult } from '@nianbao/contracts';
import { findingNames } from '@nianbao/contracts/finding-names';
import { Tabs, Tag } from 'antd';
import type { ReactNode } from 'react';
import { formatNumber } from '../parts/format.ts';
import { useConfig, useLocal, useSettings } from '../settings.tsx';
import { flatten } from './mark-text.ts';
import { RelatedFindings } from './related-findings.tsx';
import { ReportAbout } from './report-about.tsx';
import { isChosen, type Selection } from './selection.ts';

interface Props {
  report: ReportResult;
  text: string;
  related: readonly CrossFinding[];
  chosen: Selection | null;
  tab: string;
  onTab(tab: string): void;
  onChoose(selection: Selection): void;
}

/** What was read, in lists; every entry leads to its place in the text. */
export function ReportLists(props: Props) {
  const { t } = useSettings();
  const { report, tab, onTab } = props;
  const { quantities, indicators, parts, findings, outline } = report;
  const title = (name: string, n: number) => `${name} ${n}`;
  return (
    <Tabs
      size="small"
      activeKey={tab}
      onChange={onTab}
      items={[
        {
          key: 'finding',
          label: title(t.report.findings, findings.length),
          children: <Findings {...props} />,
        },
        {
          key: 'related',
          label: title(t.related.title, props.related.length),
          children: <RelatedFindings {...props} />,
        },
        { key: 'part', label: title(t.report.parts, parts.length), children: <Parts {...props} /> },
        {
          key: 'indicator',
          label: title(t.report.indicators, indicators.length),
          children: <Indicators {...props} />,
        },
        {
          key: 'figure',
          label: title(t.report.figures, quantities.length),
          children: <Figures {...props} />,
        },
        {
          key: 'heading',
          label: title(t.report.outline, flatten(outline.sections).length),
          children: <Outline {...props} />,
        },
        { key: 'about', label: t.report.about, children: <ReportAbout report={report} /> },
      ]}
    />
  );
}

function Findings({ report, chosen, onChoose }: Props) {
  const { t } = useSettings();
  const local = useLocal();
  const colours = { error: 'red', warning: 'orange', info: 'blue' } as const;
  if (report.findings.length === 0) return <p className="quiet">{t.report.noFindings}</p>;
  return (
    <ul className="entries">
      {report.findings.map(({ code, severity, message, basis }, n) => (
        <Entry key={n} selection={{ kind: 'finding', id: String(n) }} chosen={chosen} onChoose={onChoose}>
          <Tag color={colours[severity]}>{t.report.severities[severity]}</Tag>
          <strong>{local(findingNames[code])}</strong>
          <div>{local(message)}</div>
          <div className="quiet">
            {t.report.bases[basis.kind]} {basis.reference}
          </div>
        </Entry>
      ))}
    </ul>
  );
}

function Parts({ report, chosen, onChoose }: Props) {
  const { t } = useSettings();
  const local = useLocal();
  const config = useConfig();
  const colours = { section: 'green', inline: 'green', mention: 'orange', absent: 'red' } as const;
  return (
    <ul className="entries">
      {report.parts.map(({ key, state, mandatory, evidence }) => {
        const label = config.parts.find((each) => each.key === key)?.label;
        return (
          <Entry key={key} selection={{ kind: 'part', id: key }} chosen={chosen} onChoose={onChoose}>
            <Tag color={mandatory ? colours[state] : 'default'}>{t.report.partStates[state]}</Tag>
            <strong>{label ? local(label) : key}</strong>{' '}
            <span className="quiet">{mandatory ? t.report.mandatory : t.report.optional}</span>
            {evidence && <div className="quote">{evidence.quote}</div>}
          </Entry>
        );
      })}
    </ul>
  );
}

function Indicators({ report, chosen, onChoose }: Props) {
  const { language } = useSettings();
  const local = useLocal();
  const config = useConfig();
  return (
    <ul className="entries entries-rows">
      {report.indicators.map(({ key, value, unit, quantityIds }) => {
        const label = config.indicators.find((each) => each.key === key)?.label;
        const id = quantityIds[0] ?? '';
        return (
          <Entry key={`${key} ${id}`} selection={{ kind: 'figure', id }} chosen={chosen} onChoose={onChoose}>
            <span>{label ? local(label) : key}</span>
            <strong>
              {formatNumber(value, language)} {unit}
            </strong>
          </Entry>
        );
      })}
    </ul>
  );
}

function Figures({ report, chosen, onChoose }: Props) {
  const { t } = useSettings();
  return (
    <ul className="entries entries-rows">
      {report.quantities.map(({ id, quote, subject, status }) => (
        <Entry key={id} selection={{ kind: 'figure', id }} chosen={chosen} onChoose={onChoose}>
          <span>
            {subject || '—'} {status !== 'reported' && <Tag>{t.report.statuses[status]}</Tag>}
          </span>
          <strong>{quote}</strong>
        </Entry>
      ))}
    </ul>
  );
}

function Outline({ report, chosen, onChoose }: Props) {
  const { t } = useSettings();
  return (
    <ul className="entries">
      {flatten(report.outline.sections).map(({ id, level, number, title }) => (
        <Entry key={id} selection={{ kind: 'heading', id }} chosen={chosen} onChoose={onChoose}>
          <span style={{ paddingInlineStart: `${(level - 1) * 1.2}em` }}>
            {number}
            {title || t.report.unheaded}
          </span>
        </Entry>
      ))}
    </ul>
  );
}

interface EntryProps extends Pick<Props, 'chosen' | 'onChoose'> {
  selection: Selection;
  children: ReactNode;
}

function Entry({ selection, chosen, onChoose, children }: EntryProps) {
  const { kind, id } = selection;
  return (
    <li>
      <button
        type="button"
        aria-pressed={isChosen(chosen, kind, id)}
        data-entry={`${kind} ${id}`}
        onClick={() => onChoose(selection)}
      >
        {children}
      </button>
    </li>
  );
}
