import type { RequiredRole } from '@nianbao/contracts';
import { Card } from 'antd';
import { useSession } from '../session.tsx';
import { useTexts } from '../settings.tsx';

/** In place of a page that is not for the key's holder. */
export function RoleMissing({ needed }: { needed: RequiredRole }) {
  const t = useTexts();
  const { role } = useSession();
  return (
    <Card>
      <h1>{t.access.missing}</h1>
      <p>{t.access.missingDetail(t.access.roles[role], t.access.needs(needed))}</p>
    </Card>
  );
}
