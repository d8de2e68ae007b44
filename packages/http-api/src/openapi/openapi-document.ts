import { type LocalizedText, Problem } from '@nianbao/contracts';
import type { z } from 'zod';
import type { MediaAnswer, Route } from '../route.ts';
import tags from '../tags.json' with { type: 'json' };
import { createNamedSchemas, inputSchema, type JsonSchema, type NamedSchemas } from './named-schemas.ts';

export type Language = 'zh' | 'en';

export interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security: Record<string, string[]>[];
  /** Who may call: a role, `any` or `none`. */
  'x-role': string;
  parameters?: { name: string; in: string; required: boolean; schema: JsonSchema }[];
  requestBody?: JsonSchema;
  responses: Record<string, JsonSchema>;
}

/** OpenAPI 3.1; schemas are JSON Schema 2020-12. */
export interface OpenApiDocument {
  openapi: '3.1.1';
  info: { title: string; version: string; description: string };
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, JsonSchema> };
}

/** What the document says of the service as a whole. */
export interface ServiceInfo {
  title: LocalizedText;
  description: LocalizedText;
}

const problemType = 'application/problem+json';
const statusTexts: Record<string, LocalizedText> = {
  200: { zh: '成功', en: 'Done' },
  201: { zh: '已创建', en: 'Created' },
  202: { zh: '已开始', en: 'Started' },
  204: { zh: '完成，无内容', en: 'Done, no content' },
};
const problemText: LocalizedText = {
  zh: '错误，见 code 与 message',
  en: 'A problem: see its code and message',
};

/** Describes declared routes. */
export function openApiDocument(
  routes: readonly Route[],
  info: ServiceInfo,
  language: Language,
): OpenApiDocument {
  const named = createNamedSchemas();
  const problem = {
    description: problemText[language],
    content: content(problemType, named.answer(Problem)),
  };
  const paths: OpenApiDocument['paths'] = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route, named, problem, language) };
  }
  const used = new Set(routes.map(({ tag }) => tag));
  return {
    openapi: '3.1.1',
    info: { title: info.title[language], version: '1', description: info.description[language] },
    tags: Object.entries(tags)
      .filter(([name]) => used.has(name as keyof typeof tags))
      .map(([name, text]) => ({ name, description: text[language] })),
    paths,
    components: {
      schemas: named.components(),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
      },
    },
  };
}

function operation(route: Route, named: NamedSchemas, problem: JsonSchema, language: Language): Operation {
  const parameters = [...parametersOf(route, 'path'), ...parametersOf(route, 'query')];
  const requestBody = bodyOf(route);
  const responses = Object.entries(route.answers).map(([status, answer]) => [
    status,
    {
      description: statusTexts[status]?.[language] ?? status,
      content: answerContent(answer, named),
    },
  ]);
  return {
    operationId: route.id,
    tags: [route.tag],
    summary: route.summary[language],
    ...(route.description && { description: route.description[language] }),
    security: route.role === 'none' ? [] : [{ bearer: [] }, { apiKey: [] }],
    'x-role': route.role,
    ...(parameters.length > 0 && { parameters }),
    ...(requestBody && { requestBody }),
    responses: { ...Object.fromEntries(responses), default: problem },
  };
}

function answerContent(answer: z.ZodType | MediaAnswer, named: NamedSchemas): JsonSchema {
  if (!('mediaType' in answer)) return content('application/json', named.answer(answer));
  const types = [answer.mediaType].flat();
  return Object.assign({}, ...types.map((type) => content(type, { type: 'string' })));
}

function parametersOf(route: Route, place: 'path' | 'query') {
  const schema = place === 'path' ? route.params : route.query;
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = inputSchema(schema) as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, each]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: each,
  }));
}

function bodyOf({ body, bodyMediaType }: Route): JsonSchema | undefined {
  if (bodyMediaType !== undefined) return { required: true, content: { [bodyMediaType]: {} } };
  return body && { required: true, content: content('application/json', inputSchema(body)) };
}

function content(mediaType: string, schema: JsonSchema): JsonSchema {
  return { [mediaType]: { schema } };
}
