import type { RequiredRole, Role, SessionState } from '@nianbao/contracts';
import { mayCall } from '@nianbao/contracts/roles';
import { createContext, useContext } from 'react';

const SessionContext = createContext<SessionState | null>(null);

export const SessionProvider = SessionContext;

/** Who is signed in. */
export function useSession(): SessionState & { role: Role } {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('outside SessionProvider');
  return { ...session, role: session.role ?? 'reader' };
}

/** Whether who is signed in may make calls that ask for a role. */
export function useMay(): (required: RequiredRole) => boolean {
  const { role } = useSession();
  return (required) => mayCall(role, required);
}
