import type { ConsoleConfig, SessionState } from '@nianbao/contracts';
import { useEffect, useState } from 'react';
import { signedOutEvent } from './api/call-api.ts';
import { useAnswer } from './api/use-answer.ts';
import { Login } from './login.tsx';
import { Waiting } from './parts/waiting.tsx';
import { SessionProvider } from './session.tsx';
import { ConfigProvider } from './settings.tsx';
import { Shell } from './shell.tsx';

/** The page for those who may see it, the login for the rest. */
export function Gate() {
  const first = useAnswer<SessionState>('/api/session');
  /** Null after signing out; undefined until somebody signs in or out. */
  const [changed, setChanged] = useState<SessionState | null>();
  useEffect(() => {
    const leave = () => setChanged(null);
    window.addEventListener(signedOutEvent, leave);
    return () => window.removeEventListener(signedOutEvent, leave);
  }, []);
  const session = changed === undefined ? first.data : changed;
  const inside = session?.signedIn ?? false;
  // Asked for beside the session; whoever is not signed in gets it after the sign-in.
  const config = useAnswer<ConsoleConfig>(changed === null ? null : '/api/config');
  if (first.data === null) return <Waiting problem={first.problem} onRetry={first.reload} />;
  if (session === null || !inside) return <Login onSignedIn={setChanged} />;
  if (config.data === null) return <Waiting problem={config.problem} onRetry={config.reload} />;
  return (
    <SessionProvider value={session}>
      <ConfigProvider value={config.data}>
        <Shell onSignOut={() => setChanged(null)} />
      </ConfigProvider>
    </SessionProvider>
  );
}
