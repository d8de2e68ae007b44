import type { CreatedSubscription, CreateSubscription as Wanted } from '@nianbao/contracts';
import { Modal } from 'antd';
import { useState } from 'react';
import { useAction } from '../parts/use-action.ts';
import { useTexts } from '../settings.tsx';
import { SubscriptionForm } from './subscription-form.tsx';

interface Props {
  /** The signing secret, of webhooks, is known this once. */
  onCreated(name: string, secret: string | null): void;
  onClose(): void;
}

export function CreateSubscription({ onCreated, onClose }: Props) {
  const t = useTexts();
  const { act, busy } = useAction();
  const [open, setOpen] = useState(true);
  async function create(json: Wanted) {
    const said = () => t.subscriptions.created(json.name);
    const created = await act<CreatedSubscription>('/api/subscriptions', { json, said });
    if (created === null) return;
    setOpen(false);
    onCreated(json.name, created.secret);
  }
  return (
    <Modal
      open={open}
      title={t.subscriptions.create}
      footer={null}
      onCancel={() => setOpen(false)}
      afterClose={onClose}
      mask={{ closable: false }}
    >
      <SubscriptionForm busy={busy} onSubmit={(wanted) => void create(wanted)} />
    </Modal>
  );
}
