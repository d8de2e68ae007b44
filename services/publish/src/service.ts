import { type Catalogue, readReportText } from '@nianbao/catalogue';
import type { ConvertedDocument, Result } from '@nianbao/contracts';
import { currentTrace, pipelineEnv, runWorker, type StageParts } from '@nianbao/pipeline';
import { readEnv, type Service } from '@nianbao/service-kit';
import { forgetDeleted } from './forget-deleted.ts';
import { handler } from './handler.ts';
import { noteRehearsal } from './reprocess/note-rehearsal.ts';

export const service: Service<StageParts & { catalogue: Catalogue }> = {
  name: 'publish',
  async start(parts) {
    const { catalogue } = parts;
    // Before the first result: what is published to nobody is delivered to nobody.
    await catalogue.keepQueues(readEnv(pipelineEnv, parts.env).RESULT_QUEUES);
    const worker = await runWorker(
      {
        stage: 'publish',
        handler,
        // Deliveries are written with the result; the deliver service takes them from there.
        async onStored(stored) {
          const { job, output, key } = stored;
          if (job.rehearsal !== undefined) await noteRehearsal(parts, job.rehearsal, stored);
          else if (!(await forgetDeleted(parts, output))) {
            const text = rememberedText(parts, output) ?? (await readReportText(parts.store, output));
            await catalogue.publish(output, key, text, currentTrace());
          }
        },
      },
      parts,
    );
    return { stop: () => worker.stop() };
  },
};

/** Where this process converted the document itself. */
function rememberedText({ memory }: StageParts, result: Result): string | undefined {
  if (result.kind !== 'report') return undefined;
  return (memory?.recall(result.textKey) as ConvertedDocument | undefined)?.text;
}
