import type { Deletion, DeletionFilter, DeletionPreview } from '@nianbao/contracts';
import { Alert, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { RoleButton } from '../parts/role-button.tsx';
import { useAction } from '../parts/use-action.ts';
import { useTexts } from '../settings.tsx';

interface Values {
  place?: string;
  year?: number;
  batch?: string;
  before?: string;
  ids?: string;
  reason: string;
}

interface Found extends DeletionPreview {
  request: DeletionFilter & { reason: string };
}

/** What is to go and why; counted first, and deleted once the count has been typed. */
export function DeletionForm({ onStarted }: { onStarted(): void }) {
  const t = useTexts();
  const { act, busy } = useAction();
  const [found, setFound] = useState<Found | null>(null);
  const [asking, setAsking] = useState(false);
  const [missing, setMissing] = useState(false);
  async function preview({ reason, ...values }: Values) {
    const filter = filterOf(values);
    setFound(null);
    setMissing(Object.keys(filter).length === 0);
    if (Object.keys(filter).length === 0) return;
    const request = { ...filter, reason: reason.trim() };
    const json = { ...request, dryRun: true };
    const said = (answer: DeletionPreview) => t.deletions.found(answer.documents, answer.uploads);
    const counts = await act<DeletionPreview>('/api/deletions', { json, said });
    if (counts) setFound({ ...counts, request });
  }
  const text = (name: 'place' | 'batch') => (
    <Form.Item name={name} label={t.deletions[name]}>
      <Input allowClear maxLength={name === 'batch' ? 120 : 200} />
    </Form.Item>
  );
  return (
    <>
      <Form<Values>
        layout="vertical"
        className="filters"
        onFinish={(values) => void preview(values)}
        onValuesChange={() => setFound(null)}
      >
        {text('place')}
        <Form.Item name="year" label={t.deletions.year}>
          <InputNumber min={1949} max={2200} precision={0} />
        </Form.Item>
        {text('batch')}
        <Form.Item name="before" label={t.deletions.before}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="ids" label={t.deletions.ids} className="filter-wide">
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} spellCheck={false} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t.deletions.reason}
          className="filter-wide"
          rules={[{ required: true, whitespace: true }]}
        >
          <Input maxLength={500} />
        </Form.Item>
        <div className="filter-actions">
          <RoleButton needs="admin" htmlType="submit" loading={busy}>
            {t.deletions.preview}
          </RoleButton>
        </div>
      </Form>
      {missing && <Alert type="info" showIcon title={t.deletions.need} />}
      {found && <Outcome found={found} onDelete={() => setAsking(true)} />}
      {found && asking && (
        <Confirmation
          found={found}
          onClose={() => setAsking(false)}
          onStarted={() => {
            setFound(null);
            onStarted();
          }}
        />
      )}
    </>
  );
}

function Outcome({ found, onDelete }: { found: Found; onDelete(): void }) {
  const t = useTexts();
  const { documents, uploads } = found;
  if (documents + uploads === 0) return <Alert type="info" showIcon title={t.deletions.nothing} />;
  return (
    <Alert
      type="warning"
      showIcon
      title={t.deletions.found(documents, uploads)}
      action={
        <RoleButton needs="admin" danger type="primary" onClick={onDelete}>
          {t.deletions.confirm(documents)}
        </RoleButton>
      }
    />
  );
}

function Confirmation({
  found: { documents, uploads, request },
  onStarted,
  onClose,
}: {
  found: Found;
  onStarted(): void;
  onClose(): void;
}) {
  const t = useTexts();
  const { act } = useAction();
  const [mismatch, setMismatch] = useState(false);
  return (
    <ActionDialog
      title={t.deletions.title(documents)}
      explanation={
        <>
          <p>{t.deletions.explained(uploads)}</p>
          {mismatch && <Alert type="error" showIcon title={t.deletions.mismatch} />}
        </>
      }
      okText={t.deletions.confirm(documents)}
      danger
      number={{ label: t.deletions.typed, min: 0, max: 100_000_000, initial: null }}
      onOk={async ({ number }) => {
        setMismatch(number !== documents);
        if (number !== documents) return false;
        const said = () => t.deletions.started;
        const started = await act<Deletion>('/api/deletions', { json: request, said });
        if (started) onStarted();
        return started !== null;
      }}
      onClose={onClose}
    />
  );
}

function filterOf({ place, year, batch, before, ids }: Omit<Values, 'reason'>): DeletionFilter {
  const listed = (ids ?? '').split(/[\s,，]+/).filter(Boolean);
  return {
    ...(place?.trim() && { place: place.trim() }),
    ...(year && { year }),
    ...(batch?.trim() && { batch: batch.trim() }),
    ...(before && { uploadedBefore: new Date(`${before}T00:00`).toISOString() }),
    ...(listed.length > 0 && { ids: listed.map((id) => id.toLowerCase()) }),
  };
}
