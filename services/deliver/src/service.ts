import { type Catalogue, createSecretBox, subscriptionEnv } from '@nianbao/catalogue';
import { webhookTestsQueue } from '@nianbao/contracts';
import { pipelineEnv, type StageParts } from '@nianbao/pipeline';
import { readEnv, type Service } from '@nianbao/service-kit';
import { z } from 'zod';
import { dispatch } from './dispatch.ts';
import { deliverEnv } from './env.ts';
import { createLines } from './lines.ts';
import { reconcile } from './reconcile.ts';
import { createResultReader } from './result-reader.ts';
import { createWebhookClient } from './webhook-client.ts';
import { createWebhookSender } from './webhook-sender.ts';

const reconcileEveryMs = 60_000;
const pruneEveryMs = 6 * 3_600_000;
/** Deliveries removed by one statement. */
const prunePage = 10_000;
const TestErrand = z.object({ subscription: z.string() });

/** Takes what `publish` recorded to the subscribers. Each has its own queue and sender: a dead or slow one holds up no other. */
export const service: Service<StageParts & { catalogue: Catalogue }> = {
  name: 'deliver',
  async start(parts) {
    const { pipeline, catalogue, log } = parts;
    const env = readEnv({ ...pipelineEnv, ...subscriptionEnv, ...deliverEnv }, parts.env);
    await catalogue.keepQueues(env.RESULT_QUEUES);
    const timeoutMs = env.WEBHOOK_TIMEOUT_MS;
    const client = createWebhookClient({
      allowHttp: env.WEBHOOK_ALLOW_HTTP,
      allowPrivate: env.WEBHOOK_ALLOW_PRIVATE,
      timeoutMs,
    });
    const read = createResultReader(parts);
    const sender = createWebhookSender({
      catalogue,
      pipeline,
      log,
      read,
      client,
      box: createSecretBox(env.SECRETS_KEY),
      backoffMs: env.WEBHOOK_BACKOFF_MS,
      disableAfterMs: env.WEBHOOK_DISABLE_AFTER_MS,
    });
    const lines = createLines({
      catalogue,
      pipeline,
      log,
      sender,
      timeoutMs,
      concurrency: env.WEBHOOK_CONCURRENCY,
    });
    await lines.refresh();
    const refresh = setInterval(() => {
      lines
        .refresh()
        .catch((err: unknown) => log.warn({ event: 'lines', err }, 'could not look for subscriptions'));
    }, env.DELIVER_INTERVAL_MS);
    const tests = pipeline.runDeliveryWorker({
      queue: webhookTestsQueue,
      concurrency: env.WEBHOOK_CONCURRENCY,
      graceMs: timeoutMs,
      deliver: (data) => sender.sendTest(TestErrand.parse(data).subscription),
    });
    const webhookPolicy = { attempts: env.WEBHOOK_ATTEMPTS, backoffMs: env.WEBHOOK_BACKOFF_MS };
    const tasks = [
      await pipeline.schedule('deliver', env.DELIVER_INTERVAL_MS, (signal) =>
        dispatch({ catalogue, pipeline, log, read, webhookPolicy }, signal),
      ),
      await pipeline.schedule('deliver-reconcile', reconcileEveryMs, (signal) => reconcile(parts, signal)),
      await pipeline.schedule('deliver-prune', pruneEveryMs, async (signal) => {
        while (!signal.aborted) {
          const pruned = await catalogue.pruneDeliveries(env.DELIVERIES_KEEP_DAYS, prunePage);
          if (pruned > 0) log.info({ event: 'deliveries-pruned', pruned }, 'old deliveries removed');
          if (pruned < prunePage) return;
        }
      }),
    ];
    return {
      async stop() {
        clearInterval(refresh);
        await Promise.all(tasks.map((task) => task.close()));
        await Promise.all([tests.close(), lines.close()]);
        client.close();
      },
    };
  },
};
