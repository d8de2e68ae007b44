import type { ConsoleConfig, SessionState } from '@nianbao/contracts';
import { useEffect, useState } from 'react';
import { signedOutEvent } from './api/call-api.ts';
import { useAnswer } from './api/use-answer.ts';
import { Login } from './login.tsx';
import { Waiting } from './parts/waiting.tsx';
import { ConfigProvider } from './settings.tsx';
import { Shell } from './shell.tsx';

/** The page for those who may see it, the login for the rest. */
export function Gate() {
  const session = useAnswer<SessionState>('/api/session');
  const [signedIn, setSignedIn] = useState<boolean | null>(null);
  useEffect(() => {
    const leave = () => setSignedIn(false);
    window.addEventListener(signedOutEvent, leave);
    return () => window.removeEventListener(signedOutEvent, leave);
  }, []);
  const inside = signedIn ?? session.data?.signedIn ?? false;
  const config = useAnswer<ConsoleConfig>(inside ? '/api/config' : null);
  if (session.data === null) return <Waiting problem={session.problem} onRetry={session.reload} />;
  if (!inside) return <Login onSignedIn={() => setSignedIn(true)} />;
  if (config.data === null) return <Waiting problem={config.problem} onRetry={config.reload} />;
  return (
    <ConfigProvider value={config.data}>
      <Shell open={session.data.open} onSignOut={() => setSignedIn(false)} />
    </ConfigProvider>
  );
}
