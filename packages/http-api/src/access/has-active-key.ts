import type { Catalogue } from '@nianbao/catalogue';

/** Whether the catalogue has a key that opens a service: then it may listen beyond this machine without one in its environment. */
export async function hasActiveKey({ keys }: Pick<Catalogue, 'keys'>): Promise<boolean> {
  const now = new Date().toISOString();
  const all = await keys();
  return all.some(
    ({ revokedAt, expiresAt }) => revokedAt === null && (expiresAt === null || expiresAt > now),
  );
}
