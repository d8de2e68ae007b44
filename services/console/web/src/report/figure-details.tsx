import type { Quantity, ReportResult } from '@nianbao/contracts';
import { Card, Descriptions, Tag } from 'antd';
import { formatNumber } from '../parts/format.ts';
import { useConfig, useLocal, useSettings } from '../settings.tsx';
import { flatten, sentenceAround } from './mark-text.ts';
import type { Selection } from './selection.ts';

interface Props {
  report: ReportResult;
  text: string;
  quantity: Quantity;
  onChoose(selection: Selection): void;
}

/** One figure: its sentence, unit, subject, and the indicators that rest on it with the rule that took it. */
export function FigureDetails({ report, text, quantity, onChoose }: Props) {
  const { t, language } = useSettings();
  const { value, upper, unit, bound, approximation, status, subject, sectionId, page, relation } = quantity;
  const section = flatten(report.outline.sections).find(({ id }) => id === sectionId);
  const number = [value, upper].filter((n) => n !== undefined).map((n) => formatNumber(n, language));
  const items = [
    {
      label: t.report.quantity,
      children: (
        <>
          <strong>{number.join('–')}</strong> {unit || t.report.noUnit}{' '}
          {bound && <Tag>{t.report.bounds[bound]}</Tag>}
          {approximation && (
            <Tag>
              {t.report.approximation} {approximation}
            </Tag>
          )}
        </>
      ),
    },
    { label: t.report.subject, children: subject || '—' },
    { label: t.report.status, children: t.report.statuses[status] },
    ...(section ? [{ label: t.report.section, children: `${section.number ?? ''}${section.title}` }] : []),
    ...(page ? [{ label: t.report.page, children: page }] : []),
    ...(relation
      ? [
          {
            label: t.report.relation,
            children: (
              <>
                {t.report.relations[relation.type]}{' '}
                {relation.quantityIds.map((id) => (
                  <Tag key={id} className="clickable" onClick={() => onChoose({ kind: 'figure', id })}>
                    {report.quantities.find((each) => each.id === id)?.quote ?? id}
                  </Tag>
                ))}
              </>
            ),
          },
        ]
      : []),
  ];
  return (
    <Card size="small" title={`${t.report.figure} · ${quantity.quote}`} className="figure-details">
      <blockquote lang="zh">{sentenceAround(text, quantity.start, quantity.end)}</blockquote>
      <Descriptions size="small" column={1} items={items.map((item) => ({ ...item, key: item.label }))} />
      <Indicators report={report} quantityId={quantity.id} />
    </Card>
  );
}

function Indicators({ report, quantityId }: { report: ReportResult; quantityId: string }) {
  const { t } = useSettings();
  const local = useLocal();
  const { indicators } = useConfig();
  const resting = report.indicators.filter(({ quantityIds }) => quantityIds.includes(quantityId));
  return resting.map(({ key, rule }) => {
    const label = indicators.find((each) => each.key === key)?.label;
    return (
      <p key={key} className="figure-indicator">
        <Tag color="green">{label ? local(label) : key}</Tag>
        <span className="quiet">
          {t.report.rule} <code>{rule}</code>
        </span>
      </p>
    );
  });
}
