import { describeError, ErrorCode, FindingCode, resultSchemaVersion } from '@nianbao/contracts';
import { meaningOf, shapeMeaningOf } from './contract-fields.ts';
import { type FieldHistory, fieldHistories, readSample } from './contract-history.ts';
import { contractSchemas, type JsonSchema, shapeNames } from './contract-shapes.ts';

const units: Record<string, string> = {
  'UTF-16': 'JavaScript string index into the canonical text (UTF-16 code units) · 规范文本的 UTF-16 下标',
  UTC: 'ISO 8601 date and time in UTC · ISO 8601 UTC 时间',
  date: 'ISO 8601 date · ISO 8601 日期',
  unit: 'in the unit that stands beside it · 以旁边的 unit 为单位',
};

/** The contract with downstream programs as a page: every field, rules, examples. */
export function resultsPage(): string {
  const schemas = contractSchemas();
  const names = Object.keys(schemas).map(
    (name) => `[${name}](schemas/v${resultSchemaVersion}/${name}.schema.json)`,
  );
  const shapes: Record<string, JsonSchema> = {
    ...schemas['subscription-message'].$defs,
    ...schemas['webhook-event'].$defs,
  };
  const histories = fieldHistories();
  return [
    '# Results, failures, events · 结果、失败与事件',
    '',
    'What queues, webhooks, the API and the object store (`results/<documentId>/<resultId>.json`) give to other programs. How to get it: [CONSUMING.md](../client/CONSUMING.md). Written by `pnpm generate` from the schemas. 队列、webhook、接口和对象存储交给其他程序的内容；接收方法见 CONSUMING.md。由 `pnpm generate` 生成。',
    '',
    `**schemaVersion ${resultSchemaVersion}.** What may change without a new one, and what came when: [CHANGELOG.md](CHANGELOG.md). In short: fields are only added, and a consumer ignores what it does not know. 不升版本时只增不减，消费方忽略不认识的字段；详见变更记录。`,
    '',
    `JSON Schema (2020-12): ${names.join(', ')}.`,
    '',
    'A `?` marks what may be absent. Units · `?` 表示可能没有。单位：',
    '',
    ...Object.entries(units).map(([unit, meaning]) => `- *${unit}*: ${meaning}`),
    '',
    ...shapeNames.flatMap((name) => shapeSection(name, shapes[name] ?? {}, histories)),
    ...codeSections(),
    ...exampleSections(),
  ].join('\n');
}

function shapeSection(name: string, shape: JsonSchema, histories: Map<string, FieldHistory>): string[] {
  const { en, zh } = shapeMeaningOf(name);
  const rows = Object.entries(shape.properties ?? {}).map(([field, schema]) => {
    const meaning = meaningOf(name, field);
    const { since = null, example } = histories.get(`${name}.${field}`) ?? {};
    const mark = shape.required?.includes(field) ? '' : '?';
    return `| \`${field}\`${mark} | ${typeOf(schema)} | ${meaning.unit ?? ''} | ${meaning.en} ${meaning.zh} | ${schema.const === undefined ? exampleOf(example) : ''} | ${since ?? 'next'} |`;
  });
  return [
    `## ${name}`,
    '',
    `${en} ${zh}`,
    '',
    '| field · 字段 | type · 类型 | unit · 单位 | meaning · 含义 | example · 例 | since · 始于 |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
  ];
}

function typeOf(schema: JsonSchema): string {
  if (schema.$ref !== undefined) return linkOf(schema.$ref.replace('#/$defs/', ''));
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum !== undefined) {
    return schema.enum.map((value) => `\`${value}\``).join(' ');
  }
  if (schema.items !== undefined) return `list of ${typeOf(schema.items)}`;
  if (schema.additionalProperties !== undefined) return `map to ${typeOf(schema.additionalProperties)}`;
  const members = schema.anyOf ?? schema.oneOf;
  if (members !== undefined) return members.map(typeOf).join(' or ');
  return [schema.type ?? 'any'].flat().join(' or ');
}

function linkOf(shape: string): string {
  const anchors: Record<string, string> = {
    ErrorCode: 'error-codes--错误代码',
    FindingCode: 'finding-codes--审查发现代码',
  };
  if (shape === 'FileFormat') return 'string (`docx`, `pdf`, `txt` …)';
  return `[${shape}](#${anchors[shape] ?? shape.toLowerCase()})`;
}

/** Values that stand for themselves; what has a table of its own is shown there. */
function exampleOf(value: unknown): string {
  const isPlain = (each: unknown) => typeof each !== 'object' || each === null;
  if (
    value === undefined ||
    !(isPlain(value) || (Array.isArray(value) && value.length > 0 && value.every(isPlain)))
  )
    return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const short = text.length > 36 ? `${text.slice(0, 34)}…` : text;
  return `\`${short.replaceAll('|', '\\|').replaceAll('\n', ' ')}\``;
}

function codeSections(): string[] {
  return [
    '## Error codes · 错误代码',
    '',
    '| code | category | message · 说明 |',
    '|---|---|---|',
    ...ErrorCode.options.map((code) => {
      const { category, message, retired } = describeError(code);
      const note = retired ? 'No longer given. 不再使用。' : '';
      return `| \`${code}\` | ${category} | ${note}${message.en} ${message.zh} |`;
    }),
    '',
    '## Finding codes · 审查发现代码',
    '',
    `${FindingCode.options.map((code) => `\`${code}\``).join(', ')}. Each finding says in \`message\` what it is. 每项审查发现的 \`message\` 有说明。`,
    '',
  ];
}

function exampleSections(): string[] {
  const examples = [
    ['A report · 报告', '1.2/result-message.published.json'],
    ['A failure · 失败', '1.2/result-message.failed.json'],
    ['An event as a webhook, by reference · webhook 事件（引用）', '1.2/webhook-event.reference.json'],
    ['A test · 测试', '1.2/webhook-event.test.json'],
  ] as const;
  return examples.flatMap(([title, path]) => [
    `## ${title}`,
    '',
    `[Whole · 全文](test/payloads/${path}); lists are cut to their first member here. 此处列表只留首项。`,
    '',
    '```json',
    JSON.stringify(firstOfEach(readSample(path)), null, 1),
    '```',
    '',
  ]);
}

function firstOfEach(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(firstOfEach);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, firstOfEach(each)]));
}
