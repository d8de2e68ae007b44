import { Typography } from 'antd';
import type { ReactNode } from 'react';

export function PageHead({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <div className="page-head">
      <Typography.Title level={3}>{title}</Typography.Title>
      {children && <div className="page-head-actions">{children}</div>}
    </div>
  );
}
