import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { Router } from './router.tsx';
import { SettingsProvider } from './settings.tsx';
import './styles.css';

const root = document.getElementById('root');
if (root === null) throw new Error('no #root');
createRoot(root).render(
  <SettingsProvider>
    <Router>
      <App />
    </Router>
  </SettingsProvider>,
);
