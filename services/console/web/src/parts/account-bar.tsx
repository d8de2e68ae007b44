import type { Account, UploadState } from '@nianbao/contracts';
import { Tooltip } from 'antd';
import { useTexts } from '../settings.tsx';

/** In the order in which they fill the bar. */
export const accountStates: { key: Exclude<keyof Account, 'uploaded' | 'discarded'>; state: UploadState }[] =
  [
    { key: 'published', state: 'published' },
    { key: 'duplicate', state: 'duplicate' },
    { key: 'unsupported', state: 'unsupported' },
    { key: 'failed', state: 'failed' },
    { key: 'inFlight', state: 'in-flight' },
  ];

/** What became of the uploads, as one bar in proportion. */
export function AccountBar({ account }: { account: Account }) {
  const t = useTexts();
  const shown = accountStates.filter(({ key }) => account[key] > 0);
  const label = shown.map(({ key, state }) => `${t.states[state]} ${account[key]}`).join(', ');
  return (
    <div className="account-bar" role="img" aria-label={label}>
      {shown.map(({ key, state }) => (
        <Tooltip key={key} title={`${t.states[state]} ${account[key]}`}>
          <span className={`fill fill-${state}`} style={{ flexGrow: account[key] }} />
        </Tooltip>
      ))}
    </div>
  );
}
