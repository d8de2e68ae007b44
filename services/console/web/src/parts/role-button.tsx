import type { Role } from '@nianbao/contracts';
import { Button, type ButtonProps, Tooltip } from 'antd';
import { useMay } from '../session.tsx';
import { useTexts } from '../settings.tsx';

/** A button for who may press it. To others it says which role it takes; it can still be reached, to be read, with the keyboard. */
export function RoleButton({ needs = 'operator', ...button }: ButtonProps & { needs?: Role }) {
  const t = useTexts();
  const may = useMay();
  if (may(needs)) return <Button {...button} />;
  const { onClick, danger, type, loading, ...rest } = button;
  return (
    <Tooltip title={t.access.needs(needs)} trigger={['hover', 'focus']}>
      <Button {...rest} aria-disabled className="not-allowed" />
    </Tooltip>
  );
}
