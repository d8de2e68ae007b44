import { defaultProfileId, listProfiles } from '@nianbao/analysis';
import { type Catalogue, subscriptionEnv } from '@nianbao/catalogue';
import { createConverterPool } from '@nianbao/conversion';
import { hasActiveKey } from '@nianbao/http-api';
import { objectStoreEnv } from '@nianbao/object-store';
import { pipelineEnv, type StageParts } from '@nianbao/pipeline';
import { type EnvValues, metricsEnv, readEnv, type Service } from '@nianbao/service-kit';
import { callerEnv, isLoopback, refuseOpenHost, serveHttp } from '@nianbao/service-kit/http';
import { z } from 'zod';
import type { ConsoleSettings } from './console-deps.ts';
import { createConsoleApp } from './create-console-app.ts';
import { consoleEnv } from './env.ts';
import { runDueExports } from './exports/run-due-exports.ts';

const env = {
  ...consoleEnv,
  ...metricsEnv,
  ...callerEnv,
  ...subscriptionEnv,
  RESULT_QUEUES: pipelineEnv.RESULT_QUEUES,
  INTAKE_API_KEY: {
    schema: z.string().optional(),
    description: {
      zh: '上传用的密钥，目录库中的密钥之外另加的一个',
      en: 'Key of the intake, which the console sends on behalf of its pages',
    },
    secret: true,
  },
  S3_ENDPOINT: objectStoreEnv.S3_ENDPOINT,
  S3_PUBLIC_ENDPOINT: objectStoreEnv.S3_PUBLIC_ENDPOINT,
  S3_BUCKET: objectStoreEnv.S3_BUCKET,
  STORE_PUBLIC_URL: objectStoreEnv.STORE_PUBLIC_URL,
} as const;
type Env = EnvValues<typeof env>;

/** Between looks for scheduled exports whose time has come. */
const lookForExportsMs = 5_000;
const pruneAuditMs = 6 * 3_600_000;

export const service: Service<StageParts & { catalogue: Catalogue }> = {
  name: 'console',
  async start(parts) {
    const values = readEnv(env, parts.env);
    const guarded = values.CONSOLE_API_KEY !== undefined || (await hasActiveKey(parts.catalogue));
    refuseOpenHost(values.CONSOLE_HOST, guarded, 'CONSOLE_API_KEY');
    // Its child is started by the first page that somebody looks at.
    const pageImages = createConverterPool({ size: 1 });
    const config = settings(values);
    const console = createConsoleApp({
      ...parts,
      pageImages,
      config,
      metricsAccess: { host: values.CONSOLE_HOST, token: values.METRICS_TOKEN },
      resultQueues: values.RESULT_QUEUES,
      webhooks: {
        secretsKey: values.SECRETS_KEY,
        allowHttp: values.WEBHOOK_ALLOW_HTTP,
        allowPrivate: values.WEBHOOK_ALLOW_PRIVATE,
      },
    });
    const http = await serveHttp(console.app, { host: values.CONSOLE_HOST, port: values.CONSOLE_PORT });
    console.start();
    const exports = await parts.pipeline.schedule('scheduled-exports', lookForExportsMs, (signal) =>
      runDueExports({ ...parts, config }, signal),
    );
    const audit = await parts.pipeline.schedule('audit-prune', pruneAuditMs, async () => {
      const pruned = await parts.catalogue.pruneAudit(values.AUDIT_KEEP_DAYS);
      if (pruned > 0) parts.log.info({ event: 'audit-pruned', pruned }, 'old audit entries removed');
    });
    return {
      url: http.url,
      async stop() {
        console.endStreams();
        await http.stop();
        await Promise.all([exports.close(), audit.close()]);
        await console.stop();
        await pageImages.close();
      },
    };
  },
};

function settings(values: Env): ConsoleSettings {
  const intakeUrl = values.CONSOLE_INTAKE_URL;
  return {
    apiKey: values.CONSOLE_API_KEY,
    trustedProxies: values.TRUSTED_PROXIES,
    open: values.CONSOLE_API_KEY === undefined && isLoopback(values.CONSOLE_HOST),
    requestsPerMinute: values.CONSOLE_RATE_LIMIT,
    allowedOrigins: values.CONSOLE_ALLOWED_ORIGINS,
    profileId: defaultProfileId,
    labels: labels(),
    profiles: () => Object.fromEntries(listProfiles().map(({ id, version }) => [id, version])),
    intake: intakeUrl === undefined ? null : { url: intakeUrl, key: values.INTAKE_API_KEY },
    uploadOrigins: uploadOrigins(values),
  };
}

/** Where presigned URLs lead: an S3 of one's own, AWS, or the intake that serves the folder store. */
function uploadOrigins(values: Env): readonly string[] {
  if (values.CONSOLE_UPLOAD_ORIGINS.length > 0) return values.CONSOLE_UPLOAD_ORIGINS;
  const s3 = values.S3_PUBLIC_ENDPOINT ?? values.S3_ENDPOINT;
  if (values.S3_BUCKET !== undefined && s3 === undefined) return ['https://*.amazonaws.com'];
  const url = s3 ?? values.STORE_PUBLIC_URL ?? values.CONSOLE_INTAKE_URL;
  return url === undefined ? [] : [new URL(url).origin];
}

/** Genres that share the key of an indicator or a part mean the same by it. */
function labels(): ConsoleSettings['labels'] {
  const profiles = listProfiles();
  return {
    indicators: byKey(
      profiles
        .flatMap((profile) => profile.indicators)
        .map(({ key, label, group, units }) => ({ key, label, group, units })),
    ),
    parts: byKey(profiles.flatMap((profile) => profile.parts).map(({ key, label }) => ({ key, label }))),
    profiles: profiles.map(({ id, title }) => ({ key: id, label: title })),
  };
}

function byKey<T extends { key: string }>(list: readonly T[]): T[] {
  return [...new Map(list.map((each) => [each.key, each])).values()];
}
