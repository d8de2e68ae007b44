import type { Catalogue } from '@nianbao/catalogue';
import { pipelineEnv, runWorker, type StageParts } from '@nianbao/pipeline';
import { readEnv, type Service } from '@nianbao/service-kit';
import { deliver, redeliver } from './deliver.ts';
import { publishEnv } from './env.ts';
import { handler } from './handler.ts';
import { noteRehearsal } from './reprocess/note-rehearsal.ts';

export const service: Service<StageParts & { catalogue: Catalogue }> = {
  name: 'publish',
  async start(parts) {
    const { pipeline, catalogue } = parts;
    const { RESULT_QUEUES: queues, REDELIVER_INTERVAL_MS: everyMs } = readEnv(
      { ...pipelineEnv, ...publishEnv },
      parts.env,
    );
    const acknowledgements = await Promise.all(
      queues.map((queue) => pipeline.onAcknowledged(queue, (ids) => catalogue.markAcknowledged(queue, ids))),
    );
    const schedule = await pipeline.schedule('redeliver', everyMs, async (signal) => {
      const sent = await redeliver(parts, signal);
      if (sent > 0) parts.log.info({ event: 'redeliver', sent }, 'results sent again');
    });
    const worker = await runWorker(
      {
        stage: 'publish',
        handler,
        onStored: (stored) =>
          stored.job.rehearsal === undefined
            ? deliver(parts, queues, stored)
            : noteRehearsal(parts, stored.job.rehearsal, stored),
      },
      parts,
    );
    return {
      async stop() {
        await schedule.close();
        await worker.stop();
        await Promise.all(acknowledgements.map((each) => each.close()));
      },
    };
  },
};
