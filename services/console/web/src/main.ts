import { viewAt } from './views.ts';

// The page of the address is fetched beside what all pages need, not after it.
void viewAt(location.pathname)?.load();
void import('./start.tsx');
