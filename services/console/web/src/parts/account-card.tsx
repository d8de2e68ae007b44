import type { Account } from '@nianbao/contracts';
import { Card } from 'antd';
import { Link } from '../router.tsx';
import { useTexts } from '../settings.tsx';
import { AccountBar, accountStates } from './account-bar.tsx';

const pages: Record<string, string> = {
  published: '/reports',
  failed: '/failures',
  unsupported: '/failures',
};

/** Every upload and what became of it. */
export function AccountCard({ account }: { account: Account }) {
  const t = useTexts();
  return (
    <Card size="small" title={t.batches.account} className="account-card">
      <div className="account-figures">
        <div>
          <strong>{account.uploaded}</strong>
          <span>{t.account.uploaded}</span>
        </div>
        {accountStates.map(({ key, state }) => {
          const figure = (
            <>
              <strong className={`ink-${state}`}>{account[key]}</strong>
              <span>{t.states[state]}</span>
            </>
          );
          const page = account[key] > 0 ? pages[key] : undefined;
          return page ? (
            <Link key={key} to={page} data-account={key}>
              {figure}
            </Link>
          ) : (
            <div key={key} data-account={key}>
              {figure}
            </div>
          );
        })}
      </div>
      <AccountBar account={account} />
      <p className="quiet">{t.account.equation}</p>
    </Card>
  );
}
