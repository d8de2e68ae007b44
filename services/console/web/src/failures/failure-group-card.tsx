import type { FailureGroup } from '@nianbao/contracts';
import { Button, Card, Tag } from 'antd';
import { useState } from 'react';
import { RoleButton } from '../parts/role-button.tsx';
import { useConfig, useLocal, useTexts } from '../settings.tsx';
import { type FailureAction, FailureDialog } from './failure-dialog.tsx';
import { FailureFiles } from './failure-files.tsx';

interface Props {
  group: FailureGroup;
  batch: string | undefined;
  discarded: boolean;
  onChanged(): void;
}

/** Files that failed alike: what it means, what to do, and the files. */
export function FailureGroupCard({ group, batch, discarded, onChanged }: Props) {
  const t = useTexts();
  const local = useLocal();
  const { stages } = useConfig();
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState<FailureAction | null>(null);
  const { code, stage, category, message, count, unsupported, quarantined } = group;
  const known = stages.find(({ name }) => name === stage);
  return (
    <Card
      size="small"
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
          {quarantined && <Tag color="purple">{t.failures.quarantined}</Tag>}
          <Tag>{t.failures.categories[category]}</Tag>
          {known && <Tag>{t.labelled(t.failures.stage, local(known.title))}</Tag>}
        </>
      }
    >
      <p className="failure-message">{local(message)}</p>
      <p className="quiet">{quarantined ? t.failures.quarantineAdvice : t.failures.advice[category]}</p>
      <div className="failure-actions">
        <Button aria-expanded={open} onClick={() => setOpen(!open)}>
          {t.bracketed(t.failures.show, t.failures.files(count))}
        </Button>
        {!unsupported && !discarded && (
          <RoleButton onClick={() => setAsking('retry')}>{t.failures.retryGroup(count)}</RoleButton>
        )}
        {!discarded && (
          <RoleButton onClick={() => setAsking('discard')}>{t.failures.discardGroup(count)}</RoleButton>
        )}
      </div>
      {open && <FailureFiles group={group} batch={batch} discarded={discarded} onChanged={onChanged} />}
      {asking && (
        <FailureDialog
          action={asking}
          chosen={{ code, stage, ...(batch !== undefined && { batch }) }}
          onDone={onChanged}
          onClose={() => setAsking(null)}
        />
      )}
    </Card>
  );
}
