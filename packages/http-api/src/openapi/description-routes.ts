import { preferredLanguage } from '@nianbao/service-kit/http';
import type { Context } from 'hono';
import { z } from 'zod';
import { type Route, route } from '../route.ts';
import {
  type Language,
  type OpenApiDocument,
  openApiDocument,
  type ServiceInfo,
} from './openapi-document.ts';
import { referencePage } from './reference-page.ts';
import { referenceStyle } from './reference-style.ts';

const LanguageQuery = z.object({ lang: z.enum(['zh', 'en']).optional() });
const Document = z.looseObject({ openapi: z.string() });

/**
 * The routes that describe a service's routes and themselves: `openapi.json`, `reference` and its style, under `base` (`/api`, or empty).
 * They tell nothing secret, so they ask for no key.
 */
export function withDescription(routes: readonly Route[], base: string, info: ServiceInfo): Route[] {
  const documents = new Map<Language, OpenApiDocument>();
  const describe = (language: Language): OpenApiDocument => {
    const document = documents.get(language) ?? openApiDocument(all, info, language);
    documents.set(language, document);
    return document;
  };
  const languageOf = (c: Context, { lang }: z.infer<typeof LanguageQuery>) => lang ?? preferredLanguage(c);
  const common = { method: 'get', tag: 'session', role: 'none' } as const;
  const all: Route[] = [
    ...routes,
    route({
      ...common,
      id: 'read-openapi',
      path: `${base}/openapi.json` as `/${string}`,
      summary: { zh: '本接口的 OpenAPI 3.1 文档', en: 'The OpenAPI 3.1 document of this API' },
      query: LanguageQuery,
      answers: { 200: Document },
      handle: ({ c, query }) => ({ ...describe(languageOf(c, query)) }),
    }),
    route({
      ...common,
      id: 'read-reference',
      path: `${base}/reference` as `/${string}`,
      summary: { zh: '接口说明页', en: 'The reference as a page to read' },
      query: LanguageQuery,
      answers: { 200: { mediaType: 'text/html' } },
      handle({ c, query }) {
        const language = languageOf(c, query);
        return c.html(referencePage(describe(language), language));
      },
    }),
    route({
      ...common,
      id: 'read-reference-style',
      path: `${base}/reference.css` as `/${string}`,
      summary: { zh: '说明页的样式', en: 'The style of that page' },
      answers: { 200: { mediaType: 'text/css' } },
      handle: ({ c }) => c.body(referenceStyle, 200, { 'content-type': 'text/css; charset=utf-8' }),
    }),
  ];
  return all;
}
