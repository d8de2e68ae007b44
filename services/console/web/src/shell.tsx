import { Button, Menu, Tag, Tooltip } from 'antd';
import { lazy, Suspense } from 'react';
import { callApi } from './api/call-api.ts';
import { Waiting } from './parts/waiting.tsx';
import { Link, usePlace } from './router.tsx';
import { useSettings, useTexts } from './settings.tsx';

const OverviewPage = lazy(() => import('./pages/overview-page.tsx'));
const BatchesPage = lazy(() => import('./pages/batches-page.tsx'));
const ReportsPage = lazy(() => import('./pages/reports-page.tsx'));
const ReportPage = lazy(() => import('./pages/report-page.tsx'));
const FailuresPage = lazy(() => import('./pages/failures-page.tsx'));
const UploadPage = lazy(() => import('./pages/upload-page.tsx'));
const ComparePage = lazy(() => import('./pages/compare-page.tsx'));

const views = ['overview', 'batches', 'reports', 'failures', 'upload', 'compare'] as const;
type View = (typeof views)[number];
const hrefOf = (view: View) => (view === 'overview' ? '/' : `/${view}`);

export function Shell({ open, onSignOut }: { open: boolean; onSignOut(): void }) {
  const t = useTexts();
  const { path } = usePlace();
  const section = path === '/' ? 'overview' : (path.split('/')[1] ?? '');
  return (
    <>
      <a className="skip" href="#content">
        {t.nav.skip}
      </a>
      <header className="top">
        <Link to="/" className="brand">
          <img src="/favicon.svg" alt="" width={28} height={28} />
          <strong>{t.name}</strong>
        </Link>
        <nav aria-label={t.nav.main}>
          <Menu
            mode="horizontal"
            selectedKeys={[section]}
            items={views.map((view) => ({
              key: view,
              label: <Link to={hrefOf(view)}>{t.nav[view]}</Link>,
            }))}
          />
        </nav>
        <Controls open={open} onSignOut={onSignOut} />
      </header>
      <main id="content" tabIndex={-1}>
        <Suspense fallback={<Waiting />}>
          <View section={section} path={path} />
        </Suspense>
      </main>
    </>
  );
}

function View({ section, path }: { section: string; path: string }) {
  const t = useTexts();
  const id = /^\/reports\/([0-9a-f]+)$/.exec(path)?.[1];
  if (id !== undefined) return <ReportPage id={id} key={id} />;
  if (section === 'overview') return <OverviewPage />;
  if (section === 'batches') return <BatchesPage />;
  if (section === 'reports') return <ReportsPage />;
  if (section === 'failures') return <FailuresPage />;
  if (section === 'upload') return <UploadPage />;
  if (section === 'compare') return <ComparePage />;
  return <p>{t.shell.notFound}</p>;
}

function Controls({ open, onSignOut }: { open: boolean; onSignOut(): void }) {
  const { t, language, setLanguage, dark, setDark } = useSettings();
  const signOut = () => void callApi('/api/session', { method: 'DELETE' }).finally(onSignOut);
  return (
    <div className="controls">
      {open && (
        <Tooltip title={t.shell.open}>
          <Tag color="blue" className="local-mode">
            {t.shell.open.split(/[：:]/)[0]}
          </Tag>
        </Tooltip>
      )}
      <Button type="text" onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>
        {t.shell.language}
      </Button>
      <Button type="text" aria-pressed={dark} onClick={() => setDark(!dark)}>
        {dark ? t.shell.light : t.shell.dark}
      </Button>
      {!open && (
        <Button type="text" onClick={signOut}>
          {t.shell.signOut}
        </Button>
      )}
    </div>
  );
}
