import { catalogueEnv, subscriptionEnv } from '@nianbao/catalogue';
import { consoleEnv } from '@nianbao/console';
import { convertEnv } from '@nianbao/convert';
import { deliverEnv } from '@nianbao/deliver';
import { intakeEnv, sweepEnv } from '@nianbao/intake';
import { objectStoreEnv } from '@nianbao/object-store';
import { ocrEnv } from '@nianbao/ocr';
import { pipelineEnv } from '@nianbao/pipeline';
import { type EnvSpec, serviceEnv, tracingEnv } from '@nianbao/service-kit';
import { callerEnv } from '@nianbao/service-kit/http';
import { enHelp } from '../../packages/cli/src/messages/en-help.ts';
import { zhHelp } from '../../packages/cli/src/messages/zh-help.ts';

const sections: [string, EnvSpec][] = [
  ['Redis and the queues', pipelineEnv],
  ['Object store', objectStoreEnv],
  ['PostgreSQL', catalogueEnv],
  ['Every service', serviceEnv],
  ['Traces (OpenTelemetry; the other OTEL_* variables hold as well)', tracingEnv],
  ['HTTP APIs (intake and console)', callerEnv],
  ['intake: uploads and store events', intakeEnv],
  ['intake: sweep', sweepEnv],
  ['convert', convertEnv],
  ['ocr', ocrEnv],
  ['deliver', deliverEnv],
  ['Subscriptions (deliver and console)', subscriptionEnv],
  ['console: HTTP API', consoleEnv],
];

const zhMeanings: Record<string, string> = zhHelp.environment;

/** Defaults that depend on the machine are left open. */
const machineDependent = new Set(['CONVERTER_PROCESSES', 'OCR_PROCESSES']);

/** `.env.example`: every variable that a service or the command line reads, with its meaning and default. */
export function envExample(): string {
  return [
    '# Every setting with its default, written by `pnpm generate`. The local stack (`nianbao up`) needs none of them.',
    ...sections.map(([title, spec]) => `\n# == ${title}\n${Object.entries(spec).map(describe).join('\n')}`),
    `\n# == The nianbao command`,
    ...Object.entries(enHelp.environment)
      .filter(([name]) => !sections.some(([, spec]) => name in spec))
      .map(([name, meaning]) => `# ${zhMeanings[name] ?? ''}\n# ${meaning}\n# ${name}=`),
    '',
  ].join('\n');
}

function describe([name, variable]: [string, EnvSpec[string]]): string {
  const parsed = variable.schema.safeParse(undefined);
  const known = parsed.success && parsed.data !== undefined && !machineDependent.has(name);
  const { zh, en } = variable.description;
  return `# ${zh}\n# ${en}\n# ${name}=${known ? String(parsed.data) : (variable.example ?? '')}`;
}
