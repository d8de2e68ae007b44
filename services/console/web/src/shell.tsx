import { Button, Tag } from 'antd';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { callApi } from './api/call-api.ts';
import { RoleMissing } from './parts/role-missing.tsx';
import { Waiting } from './parts/waiting.tsx';
import { Link, usePlace } from './router.tsx';
import { useMay, useSession } from './session.tsx';
import { useSettings, useTexts } from './settings.tsx';
import { hrefOf, viewAt, views } from './views.ts';

const ReportPage = lazy(() => import('./pages/report-page.tsx'));

export function Shell({ onSignOut }: { onSignOut(): void }) {
  const t = useTexts();
  const { open } = useSession();
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
        <Navigation />
        <Controls onSignOut={onSignOut} />
      </header>
      {open && (
        <p className="open-banner" role="note">
          {t.shell.open}
        </p>
      )}
      <main id="content" tabIndex={-1}>
        <Suspense fallback={<Waiting />}>
          <Content />
        </Suspense>
      </main>
    </>
  );
}

/** The page of the address. Who may not see the overview starts with the first page they may see. */
function Content() {
  const t = useTexts();
  const may = useMay();
  const { path } = usePlace();
  const id = /^\/reports\/([0-9a-f]+)$/.exec(path)?.[1];
  const view = path === '/' ? views.find(({ role }) => may(role)) : viewAt(path);
  if (view === undefined) return <p>{t.shell.notFound}</p>;
  if (!may(view.role)) return <RoleMissing needed={view.role} />;
  return id === undefined ? <view.Page /> : <ReportPage id={id} key={id} />;
}

function Navigation() {
  const t = useTexts();
  const may = useMay();
  const current = viewAt(usePlace().path);
  const list = useRef<HTMLUListElement>(null);
  // On a phone the list is wider than the screen.
  useEffect(() => {
    const link = list.current?.querySelector(`a[href="${current && hrefOf(current.key)}"]`);
    link?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [current]);
  return (
    <nav aria-label={t.nav.main}>
      <ul ref={list}>
        {views
          .filter(({ role }) => may(role))
          .map(({ key }) => (
            <li key={key}>
              <Link to={hrefOf(key)} aria-current={key === current?.key ? 'page' : undefined}>
                {t.nav[key]}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}

function Controls({ onSignOut }: { onSignOut(): void }) {
  const { t, language, setLanguage, dark, setDark } = useSettings();
  const { open, name, role } = useSession();
  const signOut = () => void callApi('/api/session', { method: 'DELETE' }).finally(onSignOut);
  return (
    <div className="controls">
      {!open && (
        <span className="signed-in" title={t.access.signedInAs(name ?? '', t.access.roles[role])}>
          <span className="signed-in-name">{name}</span>
          <Tag>{t.access.roles[role]}</Tag>
        </span>
      )}
      <Button
        type="text"
        lang={language === 'zh' ? 'en' : 'zh'}
        onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
      >
        {t.shell.language}
      </Button>
      <Button type="text" onClick={() => setDark(!dark)}>
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
