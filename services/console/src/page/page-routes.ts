import { fileURLToPath } from 'node:url';
import type { Logger } from '@nianbao/service-kit';
import { problem } from '@nianbao/service-kit/http';
import { type Context, Hono } from 'hono';
import { builtPage } from './build-page.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { loadPage, type PageFile } from './load-page.ts';
import { brokenPage, waitingPage } from './waiting-page.ts';

export interface PageOptions {
  log: Logger;
  /** Origins the page may send to, besides its own: where presigned uploads go. */
  uploadOrigins: readonly string[];
  /** Breaks a build off. */
  stopping: AbortSignal;
}

const webDir = fileURLToPath(new URL('../../web', import.meta.url));

/** The console's page under every address that is not the API's. The first request has it built, if it must be. */
export function pageRoutes({ log, uploadOrigins, stopping }: PageOptions): Hono {
  const app = new Hono();
  let page: { files?: Map<string, PageFile>; failed?: true } | undefined;
  async function prepare(): Promise<void> {
    page = {};
    try {
      page = { files: await loadPage(await builtPage(webDir, log, stopping)) };
    } catch (error) {
      if (!stopping.aborted)
        log.error({ event: 'page-missing', err: error }, 'the console’s page could not be built');
      page = { failed: true };
    }
  }
  app.get('/*', async (c, next) => {
    if (/^\/(api|health)(\/|$)/.test(c.req.path)) return next();
    c.header('content-security-policy', contentSecurityPolicy({ uploadOrigins }));
    // A built page is read within milliseconds: nobody need see the waiting page for that.
    if (page === undefined) await Promise.race([prepare(), shortly()]);
    if (page?.failed) return c.html(brokenPage, 500);
    if (page?.files === undefined) return c.html(waitingPage, 503, { 'retry-after': '1', refresh: '1' });
    return answer(c, page.files);
  });
  return app;
}

function answer(c: Context, files: Map<string, PageFile>): Response {
  const { path } = c.req;
  const asset = path.startsWith('/assets/');
  // Addresses of the page's own views are told apart by the page.
  const file = files.get(path) ?? (asset ? undefined : files.get('/index.html'));
  if (file === undefined) throw problem('NOT_FOUND');
  // Names of assets carry a hash of their content.
  c.header('cache-control', asset ? 'public, max-age=31536000, immutable' : 'no-cache');
  c.header('etag', file.etag);
  c.header('vary', 'accept-encoding');
  if (c.req.header('if-none-match') === file.etag) return c.body(null, 304);
  c.header('content-type', file.type);
  const accepted = c.req.header('accept-encoding') ?? '';
  const coding = codings.find((each) => file.compressed.has(each) && accepted.includes(each));
  if (coding !== undefined) c.header('content-encoding', coding);
  return c.body(file.compressed.get(coding ?? '') ?? file.bytes);
}

/** Smallest first. */
const codings = ['br', 'gzip'];
const shortly = () => new Promise<void>((resolve) => setTimeout(resolve, 300));
