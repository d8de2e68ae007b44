import type { RotatedSecret, SubscriptionStatus, TestOutcome } from '@nianbao/contracts';
import { deliveryErrorText } from '@nianbao/contracts/delivery-error-text';
import { App } from 'antd';
import { useState } from 'react';
import { ApiProblem, callApi } from '../api/call-api.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { RoleButton } from '../parts/role-button.tsx';
import { useAction } from '../parts/use-action.ts';
import { useLocal, useTexts } from '../settings.tsx';
import { ReplayDialog } from './replay-dialog.tsx';

interface Props {
  subscription: SubscriptionStatus;
  onDone(): void;
  onSecret(secret: string): void;
}

/** What can be done with one subscription. */
export function SubscriptionActions({ subscription, onDone, onSecret }: Props) {
  const t = useTexts();
  const { name, state, builtIn, target } = subscription;
  const path = `/api/subscriptions/${name}`;
  const { act, busy } = useAction(onDone);
  const [asking, setAsking] = useState<'replay' | 'rotate' | 'remove' | null>(null);
  const close = () => setAsking(null);
  const active = state === 'active';
  const toggle = () =>
    act(path, {
      method: 'PATCH',
      json: { state: active ? 'paused' : 'active' },
      said: () => (active ? t.subscriptions.paused(name) : t.subscriptions.resumed(name)),
    });
  async function rotate() {
    const said = () => t.subscriptions.rotated(name);
    const rotated = await act<RotatedSecret>(`${path}/secret`, { json: {}, said });
    if (rotated) onSecret(rotated.secret);
    return rotated !== null;
  }
  return (
    <span className="row-actions">
      <TestButton name={name} />
      <RoleButton size="small" loading={busy} onClick={() => void toggle()}>
        {active ? t.subscriptions.pause : t.subscriptions.resume}
      </RoleButton>
      <RoleButton size="small" onClick={() => setAsking('replay')}>
        {t.subscriptions.replay}
      </RoleButton>
      {target.kind === 'webhook' && (
        <RoleButton size="small" onClick={() => setAsking('rotate')}>
          {t.subscriptions.rotate}
        </RoleButton>
      )}
      {!builtIn && (
        <RoleButton size="small" danger onClick={() => setAsking('remove')}>
          {t.subscriptions.remove}
        </RoleButton>
      )}
      {asking === 'replay' && <ReplayDialog name={name} onDone={onDone} onClose={close} />}
      {asking === 'rotate' && (
        <ActionDialog
          title={t.subscriptions.rotateTitle(name)}
          explanation={t.subscriptions.rotateExplained}
          okText={t.subscriptions.rotate}
          onOk={rotate}
          onClose={close}
        />
      )}
      {asking === 'remove' && (
        <ActionDialog
          title={t.subscriptions.removeTitle(name)}
          explanation={t.subscriptions.removeExplained}
          okText={t.subscriptions.remove}
          danger
          onOk={async () =>
            (await act(path, { method: 'DELETE', said: () => t.subscriptions.removed(name) })) !== null
          }
          onClose={close}
        />
      )}
    </span>
  );
}

/** A test that fails is an answer, not an error: it says what the endpoint said. */
function TestButton({ name }: { name: string }) {
  const t = useTexts();
  const local = useLocal();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const kinds = { delivered: 'success', failed: 'error', waiting: 'warning' } as const;
  async function test() {
    setBusy(true);
    try {
      const { outcome, detail } = await callApi<TestOutcome>(`/api/subscriptions/${name}/test`, {
        method: 'POST',
      });
      void message[kinds[outcome]](
        `${t.subscriptions.tested[outcome]}${local(deliveryErrorText(detail ?? ''))}`,
      );
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      void message.error(local(error.texts));
    } finally {
      setBusy(false);
    }
  }
  return (
    <RoleButton size="small" loading={busy} onClick={() => void test()}>
      {t.subscriptions.test}
    </RoleButton>
  );
}
