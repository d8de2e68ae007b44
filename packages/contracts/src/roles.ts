/**
 * What a key's holder may do. `uploader`: send files and see the account of them; `reader`: see everything; `operator`: both, and
 * retry and steer; `admin`: all, and keys. Apart from its schema, so that a page can use it without a schema library.
 */
export const roles = ['uploader', 'reader', 'operator', 'admin'] as const;
type Role = (typeof roles)[number];

/** What a call asks for: a role, any key (`any`), or nothing at all (`none`). */
export type RequiredRole = Role | 'any' | 'none';

const includedRoles: Record<Role, readonly Role[]> = {
  uploader: ['uploader'],
  reader: ['reader'],
  operator: ['operator', 'uploader', 'reader'],
  admin: ['admin', 'operator', 'uploader', 'reader'],
};

/** Whether the holder of a role may make a call that asks for `required`. */
export function mayCall(role: Role, required: RequiredRole): boolean {
  return required === 'any' || required === 'none' || includedRoles[role].includes(required);
}
