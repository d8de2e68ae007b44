import { glossary } from '@nianbao/contracts';

/** The glossary as a page. */
export function glossaryPage(): string {
  const rows = glossary.map(({ en, zh, meaning }) => `| ${en} | ${zh} | ${meaning.en} | ${meaning.zh} |`);
  return [
    '# Glossary · 术语表',
    '',
    'One word for one thing, in code, queues, pages and docs. Written by `pnpm generate` from `src/glossary.ts`.',
    '',
    '| term | 术语 | meaning | 含义 |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
