import type { RequiredRole } from '@nianbao/contracts';
import { type ComponentType, lazy } from 'react';
import type { Messages } from './messages/zh.ts';

interface View {
  /** The first part of its address, and its name in the messages. */
  key: Exclude<keyof Messages['nav'], 'main' | 'skip'>;
  /** Of what it cannot do without. */
  role: RequiredRole;
  Page: ComponentType;
}

/** The pages of the main navigation, in its order. */
export const views: readonly View[] = [
  { key: 'overview', role: 'reader', Page: lazy(() => import('./pages/overview-page.tsx')) },
  { key: 'stages', role: 'reader', Page: lazy(() => import('./pages/stages-page.tsx')) },
  { key: 'batches', role: 'any', Page: lazy(() => import('./pages/batches-page.tsx')) },
  { key: 'failures', role: 'reader', Page: lazy(() => import('./pages/failures-page.tsx')) },
  { key: 'reports', role: 'reader', Page: lazy(() => import('./pages/reports-page.tsx')) },
  { key: 'compare', role: 'reader', Page: lazy(() => import('./pages/compare-page.tsx')) },
  { key: 'upload', role: 'uploader', Page: lazy(() => import('./pages/upload-page.tsx')) },
  { key: 'reprocess', role: 'reader', Page: lazy(() => import('./pages/reprocess-page.tsx')) },
  { key: 'subscriptions', role: 'reader', Page: lazy(() => import('./pages/subscriptions-page.tsx')) },
  { key: 'audit', role: 'reader', Page: lazy(() => import('./pages/audit-page.tsx')) },
  { key: 'deletions', role: 'operator', Page: lazy(() => import('./pages/deletions-page.tsx')) },
  { key: 'keys', role: 'admin', Page: lazy(() => import('./pages/keys-page.tsx')) },
];

export const hrefOf = (key: View['key']) => (key === 'overview' ? '/' : `/${key}`);
