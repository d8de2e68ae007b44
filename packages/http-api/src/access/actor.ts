import type { Role } from '@nianbao/contracts';

/** Who makes a call. */
export interface Actor {
  /** The key's id; `local` on a machine that asks for no key. */
  id: string;
  name: string;
  role: Role;
}

/** Whoever sits at a machine whose service listens on loopback and has no key. */
export const localActor: Actor = { id: 'local', name: 'local', role: 'admin' };
