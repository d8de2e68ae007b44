import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `vite` alone serves the page for work on it; the API is then that of `nianbao up` on the port in CONSOLE_URL. */
export default defineConfig(({ command }) => {
  // Whoever has it built may run under another NODE_ENV, as tests do: the page is the same.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    plugins: [react()],
    build: { target: 'es2022', modulePreload: { polyfill: false }, chunkSizeWarningLimit: 1200 },
    server: { proxy: { '/api': process.env.CONSOLE_URL ?? 'http://127.0.0.1:7300' } },
  };
});
