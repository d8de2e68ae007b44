import { DocumentPagesResponse, PageImageQuery, PermanentError } from '@nianbao/contracts';
import type { PageImage } from '@nianbao/conversion';
import { type Route, route } from '@nianbao/http-api';
import { keys, ObjectNotFoundError } from '@nianbao/object-store';
import { z } from 'zod';
import type { ConsoleDeps } from '../console-deps.ts';
import { consoleProblem } from '../console-problem.ts';
import { DocumentParams, findDocument } from './find-document.ts';
import { readConverted } from './read-artefacts.ts';

/** Above what the pipeline takes in. */
const maxOriginalBytes = 256 * 1024 * 1024;
/** Each holds its file in memory until its turn comes. */
const maxWaiting = 6;
/** A page never changes: it is named by the hash of its file. */
const cacheControl = 'private, max-age=3600';

const PageParams = DocumentParams.extend({ page: z.coerce.number().int().min(1).max(100_000) });

/** The pages of PDFs and pictures, to be seen beside what was read in them. */
export function pageImageRoutes(deps: ConsoleDeps): Route[] {
  const common = { method: 'get', tag: 'reports', role: 'reader' } as const;
  let waiting = 0;
  return [
    route({
      ...common,
      id: 'list-document-pages',
      path: '/api/documents/:id/pages',
      summary: {
        zh: '各页在正文中的位置；没有页面的格式为空',
        en: 'Where each page stands in the text; none for formats without pages',
      },
      params: DocumentParams,
      answers: { 200: DocumentPagesResponse },
      handle: async ({ params }) => ({
        pages: (await readConverted(deps, await findDocument(deps, params.id))).pages ?? [],
      }),
    }),
    route({
      ...common,
      id: 'draw-document-page',
      path: '/api/documents/:id/pages/:page',
      summary: { zh: '一页的图像（PNG）', en: 'The picture of a page (PNG)' },
      description: {
        zh: '响应头 X-Page-Count 是总页数；X-Lacks-Font 为 true 时文件未带字体，图中缺字。',
        en: 'The header X-Page-Count counts the pages; X-Lacks-Font is true when the file does not hold its fonts: characters are missing in the picture.',
      },
      params: PageParams,
      query: PageImageQuery,
      answers: { 200: { mediaType: 'image/png' } },
      async handle({ params, query, c }) {
        if (waiting >= maxWaiting)
          throw consoleProblem('PAGES_BUSY', undefined, { headers: { 'retry-after': '2' } });
        waiting += 1;
        try {
          const image = await drawPage(deps, params, query.width, c.req.raw.signal);
          return c.body(new Uint8Array(image.png), 200, {
            'content-type': 'image/png',
            'x-content-type-options': 'nosniff',
            'cache-control': cacheControl,
            'x-page-count': String(image.page.count),
            'x-lacks-font': String(image.lacksFont),
          });
        } finally {
          waiting -= 1;
        }
      },
    }),
  ];
}

async function drawPage(
  deps: ConsoleDeps,
  { id, page }: z.infer<typeof PageParams>,
  maxWidth: number,
  signal: AbortSignal,
): Promise<PageImage> {
  const { documentId, name } = await findDocument(deps, id);
  if (documentId === null) throw consoleProblem('ORIGINAL_MISSING', name);
  try {
    const bytes = await deps.store.getBytes(keys.original(documentId), maxOriginalBytes);
    const image = await deps.pageImages.renderPage(bytes, page, { maxWidth, signal });
    if (image) return image;
  } catch (error) {
    if (error instanceof ObjectNotFoundError) throw consoleProblem('ORIGINAL_MISSING', name);
    if (!(error instanceof PermanentError)) throw error;
    if (error.code !== 'UNSUPPORTED_TYPE')
      throw consoleProblem('PAGE_UNDRAWABLE', error.code, { cause: error });
  }
  throw consoleProblem('PAGE_UNKNOWN', `${name}: ${page}`);
}
