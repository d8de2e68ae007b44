import type { ReplayRequest, ReplayResponse } from '@nianbao/contracts';
import { Input, Radio } from 'antd';
import { useState } from 'react';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { useAction } from '../parts/use-action.ts';
import { useTexts } from '../settings.tsx';

type Which = 'dead' | 'from' | 'all';

/** Which results are sent again. */
export function ReplayDialog({ name, onDone, onClose }: { name: string; onDone(): void; onClose(): void }) {
  const t = useTexts();
  const { act } = useAction(onDone);
  const [which, setWhich] = useState<Which>('dead');
  const [day, setDay] = useState('');
  const replay = async () => {
    const json: ReplayRequest =
      which === 'from' ? { from: new Date(`${day}T00:00`).toISOString() } : { [which]: true };
    const said = ({ replayed }: ReplayResponse) => t.subscriptions.replayed(replayed);
    return (await act<ReplayResponse>(`/api/subscriptions/${name}/replay`, { json, said })) !== null;
  };
  return (
    <ActionDialog
      title={t.subscriptions.replayTitle(name)}
      explanation={
        <>
          <Radio.Group
            className="role-choice"
            value={which}
            onChange={({ target }) => setWhich(target.value as Which)}
            options={(['dead', 'from', 'all'] as const).map((value) => ({
              value,
              label: t.subscriptions.replayWhich[value],
            }))}
          />
          {which === 'from' && (
            <Input
              type="date"
              aria-label={t.subscriptions.replayFrom}
              value={day}
              onChange={({ target }) => setDay(target.value)}
            />
          )}
          <p className="quiet">{t.subscriptions.replayHint}</p>
        </>
      }
      okText={t.subscriptions.replay}
      disabled={which === 'from' && day === ''}
      onOk={replay}
      onClose={onClose}
    />
  );
}
