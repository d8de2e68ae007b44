import { readFileSync } from 'node:fs';
import { type LocalizedText, type ReportTable, reportTables } from '@nianbao/contracts';

interface Question {
  id: string;
  question: LocalizedText;
  sql: string;
}

const questions = JSON.parse(
  readFileSync(new URL('../../packages/catalogue/src/views/questions.json', import.meta.url), 'utf8'),
) as Question[];

/** Of the wide table the page names some; the rest are the genres' indicators. */
const shownColumns = 8;

/** packages/catalogue/SQL.md: what analysts may query, drawn from the contracts' tables, with questions and their SQL. */
export function sqlPage(): string {
  return `# SQL

面向分析人员的只读视图，位于 \`DATABASE_URL\` 所指 PostgreSQL 的 \`nianbao_data\` 模式中。列只会增加，不会改名或删除。每列的含义也写在数据库里（\`\\d+ nianbao_data.reports\`）。

Views for analysts in the schema \`nianbao_data\` of the PostgreSQL that \`DATABASE_URL\` names. Columns are only ever added. What each means is in the database too. The same tables, by the same names, are what \`nianbao export\` writes. The tables under \`public\` belong to the program and change with it.

\`\`\`sql
create role analyst login password '…';
grant usage on schema nianbao_data to analyst;
grant select on all tables in schema nianbao_data to analyst;
\`\`\`

The program makes the schema when it starts, for which its role needs \`create\` on the database; or make it beforehand and give it to that role. The embedded database (PGlite) serves the program alone: export its tables instead. While the catalogue is rebuilt (\`nianbao rebuild\`) the views refuse with SQLSTATE 57P03 instead of answering from a part: ask again later. 重建目录库期间视图报 57P03，请稍后再查。

\`\`\`mermaid
erDiagram
${reportTables.map(entity).join('\n')}
${reportTables
  .slice(1)
  .map(({ name }) => `  reports ||--o${name === 'indicators_wide' ? '|' : '{'} ${name} : document_id`)
  .join('\n')}
\`\`\`

${reportTables.map(section).join('\n')}
## 问题与查询 · Questions with their SQL

${questions.map(({ question, sql }) => `**${question.zh}** ${question.en}\n\n\`\`\`sql\n${sql}\n\`\`\`\n`).join('\n')}`;
}

function entity({ name, columns }: ReportTable): string {
  const shown = name === 'indicators_wide' ? columns.slice(0, shownColumns) : columns;
  const lines = shown.map(
    ({ name: column, type }) =>
      `    ${type} ${column}${column === 'document_id' ? (name === 'reports' ? ' PK' : ' FK') : ''}`,
  );
  return `  ${name} {\n${lines.join('\n')}\n  }`;
}

function section({ name, heading, meaning, columns }: ReportTable): string {
  const rows = columns.map((column) => {
    const texts = [column.heading, ...(column.meaning ? [column.meaning] : [])];
    const both = `${texts.map((text) => text.zh).join('：')} · ${texts.map((text) => text.en).join(': ')}`;
    return `| \`${column.name}\` | ${column.type} | ${both} |`;
  });
  return `## ${name} · ${heading.zh}

${meaning.zh}。${meaning.en}.

| | | |
|---|---|---|
${rows.join('\n')}
`;
}
