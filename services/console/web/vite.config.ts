import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Parts of Ant Design that no page uses, by the names of their classes. */
const unused =
  /\.ant-(?:anchor|avatar|breadcrumb|calendar|carousel|cascader|collapse|color-picker|drawer|float-btn|image|layout|list|masonry|mentions|picker|qrcode|rate|result|slider|splitter|steps|timeline|tour|transfer|tree|tree-select|upload|watermark)(?![a-z])/;

/** Ant Design's styles come as one file of all its parts, a third of which is left out. */
const leanStyles = {
  name: 'lean-styles',
  transform: (css: string, id: string) =>
    id.endsWith('/antd/dist/antd.css')
      ? css.replace(/([^{}]+)\{[^{}]*\}/g, (rule: string, selectors: string) =>
          selectors.split(',').every((selector) => unused.test(selector)) ? '' : rule,
        )
      : null,
};

/** `vite` alone serves the page for work on it; the API is then that of `nianbao up` on the port in CONSOLE_URL. */
export default defineConfig(({ command }) => {
  // Whoever has it built may run under another NODE_ENV, as tests do: the page is the same.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    plugins: [react(), leanStyles],
    build: { target: 'es2022', modulePreload: { polyfill: false }, chunkSizeWarningLimit: 1200 },
    server: { proxy: { '/api': process.env.CONSOLE_URL ?? 'http://127.0.0.1:7300' } },
  };
});
