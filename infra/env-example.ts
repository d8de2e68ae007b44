import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { catalogueEnv } from '@nianbao/catalogue';
import { consoleEnv } from '@nianbao/console';
import { convertEnv } from '@nianbao/convert';
import { intakeEnv, sweepEnv } from '@nianbao/intake';
import { objectStoreEnv } from '@nianbao/object-store';
import { pipelineEnv } from '@nianbao/pipeline';
import { publishEnv } from '@nianbao/publish';
import { type EnvSpec, serviceEnv } from '@nianbao/service-kit';

/** `.env.example` is written from the specs the services read: `pnpm env-example`; `--check` fails when it is stale. */
const path = fileURLToPath(new URL('../.env.example', import.meta.url));
const sections: [string, EnvSpec][] = [
  ['Redis and the queues', pipelineEnv],
  ['Object store', objectStoreEnv],
  ['PostgreSQL', catalogueEnv],
  ['Every service', serviceEnv],
  ['intake: uploads and store events', intakeEnv],
  ['intake: sweep', sweepEnv],
  ['convert', convertEnv],
  ['publish', publishEnv],
  ['console: HTTP API', consoleEnv],
];

const text = [
  '# Every setting with its default, written by `pnpm env-example`. The local stack (`nianbao up`) needs none of them.',
  ...sections.map(([title, spec]) => `\n# == ${title}\n${Object.entries(spec).map(describe).join('\n')}`),
  '',
].join('\n');

if (process.argv.includes('--check')) {
  const committed = readFileSync(path, 'utf8');
  if (committed !== text) {
    process.stderr.write('.env.example is stale: run `pnpm env-example`\n');
    process.exit(1);
  }
} else {
  writeFileSync(path, text);
}

function describe([name, variable]: [string, EnvSpec[string]]): string {
  const parsed = variable.schema.safeParse(undefined);
  const fallback = parsed.success && parsed.data !== undefined ? String(parsed.data) : '';
  const machine = name === 'CONVERTER_PROCESSES';
  return `# ${variable.description}\n# ${name}=${machine ? '' : fallback || (variable.example ?? '')}`;
}
