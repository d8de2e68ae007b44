import type { RequiredRole } from '@nianbao/contracts';
import { type ComponentType, lazy } from 'react';
import type { Messages } from './messages/zh.ts';

interface View {
  /** The first part of its address, and its name in the messages. */
  key: Exclude<keyof Messages['nav'], 'main' | 'skip'>;
  /** Of what it cannot do without. */
  role: RequiredRole;
  load(): Promise<unknown>;
  Page: ComponentType;
}

/** The pages of the main navigation, in its order. */
export const views: readonly View[] = [
  view('overview', 'reader', () => import('./pages/overview-page.tsx')),
  view('stages', 'reader', () => import('./pages/stages-page.tsx')),
  view('batches', 'any', () => import('./pages/batches-page.tsx')),
  view('failures', 'reader', () => import('./pages/failures-page.tsx')),
  view('reports', 'reader', () => import('./pages/reports-page.tsx')),
  view('compare', 'reader', () => import('./pages/compare-page.tsx')),
  view('upload', 'uploader', () => import('./pages/upload-page.tsx')),
  view('reprocess', 'reader', () => import('./pages/reprocess-page.tsx')),
  view('subscriptions', 'reader', () => import('./pages/subscriptions-page.tsx')),
  view('audit', 'reader', () => import('./pages/audit-page.tsx')),
  view('deletions', 'operator', () => import('./pages/deletions-page.tsx')),
  view('keys', 'admin', () => import('./pages/keys-page.tsx')),
];

export const hrefOf = (key: View['key']) => (key === 'overview' ? '/' : `/${key}`);

/** The page of the navigation that an address belongs to. */
export const viewAt = (path: string) =>
  views.find(({ key }) => key === (path === '/' ? 'overview' : path.split('/')[1]));

function view(key: View['key'], role: RequiredRole, load: () => Promise<{ default: ComponentType }>): View {
  return { key, role, load, Page: lazy(load) };
}
