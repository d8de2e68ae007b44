import type { JsonSchema } from './named-schemas.ts';
import type { Language, OpenApiDocument, Operation } from './openapi-document.ts';
import words from './reference-words.json' with { type: 'json' };

type Words = (typeof words)[Language];

/** The document as a page to read: no script, no style but `reference.css` beside it, so that the strictest policy lets it through. */
export function referencePage(document: OpenApiDocument, language: Language): string {
  const t = words[language];
  const { info, tags, paths, components } = document;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const groups = tags.map(({ name, description }) => ({
    title: description,
    operations: operations.filter(({ operation }) => operation.tags.includes(name)),
  }));
  const index = groups.map(
    (group) =>
      `<li>${text(group.title)}<ul>${group.operations
        .map(
          ({ operation }) =>
            `<li><a href="#${text(operation.operationId)}">${text(operation.summary)}</a></li>`,
        )
        .join('')}</ul></li>`,
  );
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) =>
      `<details id="schema-${text(name)}"><summary>${text(name)}</summary>${code(schema)}</details>`,
  );
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${text(info.title)}</title><link rel="stylesheet" href="reference.css"></head>
<body><nav><ul>${index.join('')}</ul></nav><main>
<h1>${text(info.title)}</h1><p>${text(info.description)}</p>
<p><a href="openapi.json?lang=${language}">OpenAPI 3.1 (JSON)</a> · <a href="?lang=${t.otherLanguage}">${t.other}</a></p>
${groups.map((group) => `<h2>${text(group.title)}</h2>${group.operations.map((each) => section(each, t)).join('')}`).join('')}
<h2>${t.schemas}</h2>${schemas.join('')}
</main></body></html>`;
}

function section(
  { path, method, operation }: { path: string; method: string; operation: Operation },
  t: Words,
): string {
  const { parameters = [], requestBody, responses } = operation;
  const role = operation['x-role'];
  const rows = parameters.map(
    ({ name, in: place, required, schema }) =>
      `<tr><th scope="row"><code>${text(name)}</code></th><td>${place}${required ? ` · ${t.required}` : ''}</td><td>${inline(schema)}</td></tr>`,
  );
  return `<section id="${text(operation.operationId)}"><h3>${text(operation.summary)}</h3>
<p><code class="call"><b>${method.toUpperCase()}</b> ${text(path)}</code></p>
<p>${t.role} ${text(t.roles[role as keyof typeof t.roles])}</p>
${operation.description ? `<p>${text(operation.description)}</p>` : ''}
${rows.length > 0 ? `<table><caption>${t.parameters}</caption><tbody>${rows.join('')}</tbody></table>` : ''}
${requestBody ? `<h4>${t.body}</h4>${bodies(requestBody.content)}` : ''}
${Object.entries(responses)
  .filter(([status]) => status !== 'default')
  .map(
    ([status, answer]) => `<h4>${status} ${text(String(answer.description))}</h4>${bodies(answer.content)}`,
  )
  .join('')}</section>`;
}

function bodies(content: unknown): string {
  return Object.entries((content ?? {}) as Record<string, { schema?: JsonSchema }>)
    .map(([type, { schema }]) => `<p>${text(type)} ${schema ? inline(schema) : ''}</p>`)
    .join('');
}

/** A reference as a link, a plain schema in a line, any other to unfold. */
function inline(schema: JsonSchema): string {
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return `<a href="#schema-${text(name)}">${text(name)}</a>`;
  }
  const line = JSON.stringify(schema);
  return line.length < 200
    ? `<code>${text(line)}</code>`
    : `<details><summary>JSON Schema</summary>${code(schema)}</details>`;
}

function code(schema: JsonSchema): string {
  const source = text(JSON.stringify(schema, null, 2));
  return `<pre>${source.replaceAll(/#\/components\/schemas\/(\w+)/g, '<a href="#schema-$1">$1</a>')}</pre>`;
}

function text(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
