import { autoProfileId, profileIds } from '@nianbao/analysis';
import type { Catalogue } from '@nianbao/catalogue';
import { hasActiveKey } from '@nianbao/http-api';
import { createPresignedHandler, isFsStore, objectStoreEnv } from '@nianbao/object-store';
import { runWorker, type StageParts } from '@nianbao/pipeline';
import { type EnvValues, metricsEnv, type RunningService, readEnv, type Service } from '@nianbao/service-kit';
import { callerEnv, isLoopback, refuseOpenHost, serveHttp } from '@nianbao/service-kit/http';
import { admit } from './admit.ts';
import { driveDeletions } from './drive-deletions.ts';
import { driveReprocessing } from './drive-reprocessing.ts';
import { intakeEnv } from './env.ts';
import { createIntakeHandler } from './handler.ts';
import { createIntakeApp } from './http/create-intake-app.ts';
import type { IntakeHttpConfig } from './http/intake-deps.ts';
import { type SweepReport, sweep } from './sweep.ts';
import { sweepEnv } from './sweep-env.ts';

type IntakeParts = StageParts & { catalogue: Catalogue };
const env = { ...intakeEnv, ...sweepEnv, ...metricsEnv, ...callerEnv, S3_BUCKET: objectStoreEnv.S3_BUCKET };
type Env = EnvValues<typeof env>;

export const service: Service<IntakeParts> = {
  name: 'intake',
  async start(parts) {
    const values = readEnv(env, parts.env);
    const guarded = values.INTAKE_API_KEY !== undefined || (await hasActiveKey(parts.catalogue));
    refuseOpenHost(values.INTAKE_HOST, guarded, 'INTAKE_API_KEY');
    const config = httpConfig(values);
    const worker = await runWorker(
      {
        stage: 'intake',
        handler: createIntakeHandler(values.MAX_DOCUMENT_BYTES),
        onStored: (stored) => admit(parts, stored),
      },
      parts,
    );
    const sweeps = await parts.pipeline.schedule('sweep', values.SWEEP_INTERVAL_MS, async (signal) => {
      const report = await sweep({ ...parts, profileId: autoProfileId }, values.STRANDED_AFTER_MS, signal);
      observeSweep(parts, report);
    });
    observeSweep(parts);
    const maintenance = [
      await parts.pipeline.schedule('reprocess', values.MAINTENANCE_INTERVAL_MS, (signal) =>
        driveReprocessing(parts, signal),
      ),
      await parts.pipeline.schedule('delete', values.MAINTENANCE_INTERVAL_MS, (signal) =>
        driveDeletions(parts, signal),
      ),
    ];
    const http = await listen(parts, config, values);
    return {
      url: http.url,
      async stop() {
        await http.stop();
        await Promise.all(maintenance.map((each) => each.close()));
        await sweeps.close();
        await worker.stop();
      },
    };
  },
};

async function listen(
  parts: IntakeParts,
  config: IntakeHttpConfig,
  values: Env,
): Promise<RunningService & { url: string }> {
  const { store } = parts;
  const presigned = isFsStore(store)
    ? { presignedHandler: createPresignedHandler(store, { maxBytes: config.maxUploadBytes }) }
    : {};
  const metricsAccess = { host: values.INTAKE_HOST, token: values.METRICS_TOKEN };
  const { app } = createIntakeApp({ ...parts, config, metricsAccess, ...presigned });
  return serveHttp(app, { host: values.INTAKE_HOST, port: values.INTAKE_PORT });
}

/** At the start too, so that a process that never gets to sweep shows. */
function observeSweep({ metrics }: IntakeParts, found?: SweepReport): void {
  const { sweepCompleted, sweepUploads } = metrics?.series ?? {};
  sweepCompleted?.setToCurrentTime();
  for (const kind of ['found', 'resumed'] as const) sweepUploads?.inc({ kind }, found?.[kind] ?? 0);
}

function httpConfig(values: Env): IntakeHttpConfig {
  return {
    apiKey: values.INTAKE_API_KEY,
    trustedProxies: values.TRUSTED_PROXIES,
    open: values.INTAKE_API_KEY === undefined && isLoopback(values.INTAKE_HOST),
    eventSecret: values.EVENT_SECRET,
    bucket: values.EVENT_BUCKET ?? values.S3_BUCKET,
    maxUploadBytes: values.MAX_UPLOAD_BYTES,
    maxConcurrentUploads: values.MAX_CONCURRENT_UPLOADS,
    allowedOrigins: values.INTAKE_ALLOWED_ORIGINS,
    profiles: profileIds(),
  };
}
