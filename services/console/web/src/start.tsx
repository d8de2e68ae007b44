import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { Router } from './router.tsx';
import { SettingsProvider } from './settings.tsx';
import './styles/base.css';
import './styles/overview.css';
import './styles/lists.css';
import './styles/reading.css';
import './styles/upload.css';
import './styles/phone.css';

const root = document.getElementById('root');
if (root === null) throw new Error('no #root');
createRoot(root).render(
  <SettingsProvider>
    <Router>
      <App />
    </Router>
  </SettingsProvider>,
);
