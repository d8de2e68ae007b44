import type { ReportResult } from '@nianbao/contracts';
import { lossNames } from '@nianbao/contracts/loss-names';
import { Descriptions, Table } from 'antd';
import { formatBytes } from '../parts/format.ts';
import { useConfig, useLocal, useSettings } from '../settings.tsx';

/** Versions, timings and losses: how the report was read. */
export function ReportAbout({ report }: { report: ReportResult }) {
  const { t } = useSettings();
  const local = useLocal();
  const { stages } = useConfig();
  const { versions, timings, losses, source, outline, documentId, resultId } = report;
  const titleOf = (name: string) => {
    const stage = stages.find((each) => each.name === name);
    return stage ? local(stage.title) : name;
  };
  const rows = Object.entries(timings).map(([stage, timing]) => ({ stage, ...timing }));
  const facts = [
    [t.reports.issuer, outline.issuer],
    [t.reports.issuedOn, outline.issuedOn],
    [t.upload.size, `${formatBytes(source.bytes)} · ${source.format}`],
    [t.report.genre, versions.profile],
    [t.report.engine, versions.engine],
    [t.reports.documentId, <code key="d">{documentId.slice(0, 16)}</code>],
    ['resultId', <code key="r">{resultId}</code>],
  ] as const;
  return (
    <>
      <Descriptions
        size="small"
        column={1}
        items={facts
          .filter(([, value]) => value)
          .map(([label, children]) => ({ key: label, label, children }))}
      />
      <h4>{t.report.timings}</h4>
      <Table
        size="small"
        rowKey="stage"
        pagination={false}
        dataSource={rows}
        columns={[
          { title: t.report.stage, dataIndex: 'stage', render: titleOf },
          { title: t.report.versions, render: (_, { stage }) => versions.stages[stage] },
          { title: t.report.waited, dataIndex: 'waitMs', align: 'right', render: milliseconds },
          {
            title: t.report.ran,
            align: 'right',
            render: (_, { runMs, reused }) => (reused ? t.report.reused : milliseconds(runMs)),
          },
        ]}
      />
      <h4>{t.report.losses}</h4>
      {losses.length === 0 ? (
        <p className="quiet">{t.report.noLosses}</p>
      ) : (
        <ul>
          {losses.map(({ kind, count, detail }) => (
            <li key={kind}>
              {local(lossNames[kind])} × {count} <span className="quiet">{detail}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const milliseconds = (ms: number) => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);
