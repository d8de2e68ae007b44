import type { FailureGroup } from '@nianbao/contracts';
import { Button, Card, Tag } from 'antd';
import { useState } from 'react';
import { useConfig, useLocal, useTexts } from '../settings.tsx';
import { FailureFiles } from './failure-files.tsx';
import { useRetry } from './use-retry.ts';

interface Props {
  group: FailureGroup;
  batch: string | undefined;
  onRetried(): void;
}

/** Files that failed alike. */
export function FailureGroupCard({ group, batch, onRetried }: Props) {
  const t = useTexts();
  const local = useLocal();
  const { stages } = useConfig();
  const { retry, busy } = useRetry(onRetried);
  const [open, setOpen] = useState(false);
  const { code, stage, category, message, count, unsupported } = group;
  const known = stages.find(({ name }) => name === stage);
  return (
    <Card
      size="small"
      id={stage}
      className="failure-group"
      data-code={code}
      title={
        <>
          <Tag color={unsupported ? 'default' : 'red'}>{count}</Tag>
          <code>{code}</code>
        </>
      }
      extra={
        <>
          {code === 'QUARANTINED' && <Tag color="purple">{t.failures.quarantined}</Tag>}
          <Tag>{t.failures.categories[category]}</Tag>
          {known && (
            <Tag>
              {t.failures.stage}：{local(known.title)}
            </Tag>
          )}
        </>
      }
    >
      <p className="failure-message">{local(message)}</p>
      <div className="failure-actions">
        <Button aria-expanded={open} onClick={() => setOpen(!open)}>
          {t.failures.show}（{t.failures.files(count)}）
        </Button>
        {!unsupported && (
          <Button
            loading={busy}
            onClick={() => void retry({ code, stage, ...(batch !== undefined && { batch }) })}
          >
            {t.failures.retryGroup(count)}
          </Button>
        )}
        {!unsupported && count > 1000 && <span className="quiet">{t.failures.limit}</span>}
      </div>
      {open && <FailureFiles group={group} batch={batch} onRetried={onRetried} />}
    </Card>
  );
}
