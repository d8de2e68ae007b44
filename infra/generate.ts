import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { envExample } from './generated/env-example.ts';
import { glossaryPage } from './generated/glossary-page.ts';
import { grafanaDashboard } from './generated/grafana-dashboard.ts';
import { jsonSchemas } from './generated/json-schemas.ts';
import { kubernetesManifests } from './generated/kubernetes.ts';
import { resultsPage } from './generated/results-page.ts';
import { sqlPage } from './generated/sql-page.ts';
import { wideIndicators } from './generated/wide-indicators.ts';

/** Files that are written from the code: `pnpm generate` writes them, `pnpm generate --check` fails when one is stale. */
const root = fileURLToPath(new URL('..', import.meta.url));
const files: [path: string, text: string][] = [
  ['.env.example', envExample()],
  ['packages/contracts/GLOSSARY.md', glossaryPage()],
  ['packages/contracts/RESULTS.md', resultsPage()],
  ['packages/contracts/src/wide-indicators.json', wideIndicators()],
  ['packages/catalogue/SQL.md', sqlPage()],
  ['infra/grafana/dashboards/nianbao.json', grafanaDashboard()],
  ['infra/kubernetes/nianbao.yaml', kubernetesManifests()],
  ...jsonSchemas().map(([path, text]): [string, string] => [`packages/contracts/${path}`, text]),
];

const stale = files.filter(
  ([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text,
);
if (process.argv.includes('--check')) {
  for (const [path] of stale) process.stderr.write(`${path} is stale: run \`pnpm generate\`\n`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const [path, text] of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    process.stdout.write(`wrote ${path}\n`);
  }
}
