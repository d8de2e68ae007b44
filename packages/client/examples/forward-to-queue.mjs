// Puts a short message about every report with errors on a queue of your own, once per result.
//   REDIS_URL=… TARGET_REDIS_URL=… TARGET_QUEUE=to-check QUEUE=audit node --import tsx packages/client/examples/forward-to-queue.mjs
// 把有错误的报告转发到自己的队列；同一结果只转发一次。
import { consumeResults } from '@nianbao/client';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';

const { REDIS_URL = 'redis://127.0.0.1:6379', TARGET_QUEUE = 'to-check', QUEUE = 'results' } = process.env;
const redis = new Redis(process.env.TARGET_REDIS_URL ?? REDIS_URL, { maxRetriesPerRequest: null });
redis.on('error', (error) => console.error(error.message));
const target = new Queue(TARGET_QUEUE, { connection: redis });

const consumer = await consumeResults({
  redisUrl: REDIS_URL,
  queue: QUEUE,
  name: 'forward-to-queue',
  async onResult(result, { event, previousResultId }) {
    if (result.kind !== 'report') return;
    const errors = result.findings.filter(({ severity }) => severity === 'error');
    if (errors.length === 0) return;
    const { resultId, documentId, outline, source } = result;
    const data = {
      resultId,
      documentId,
      replaces: previousResultId ?? null,
      event: event ?? 'report.published',
      file: source.name,
      place: outline.jurisdiction,
      year: outline.year,
      errors: errors.map(({ code, message, spans }) => ({
        code,
        message: message.zh,
        quotes: spans.map(({ quote }) => quote),
      })),
    };
    // A job with this id that is still there is not added again: keep it for as long as a message may be repeated.
    await target.add('check', data, { jobId: resultId, removeOnComplete: { age: 30 * 24 * 3600 } });
  },
});
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () =>
    consumer
      .close()
      .then(() => target.close())
      .then(() => redis.quit()),
  );
