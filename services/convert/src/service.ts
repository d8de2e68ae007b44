import { createConverterPool } from '@nianbao/conversion';
import { runWorker, type StageParts } from '@nianbao/pipeline';
import { readEnv, type Service } from '@nianbao/service-kit';
import { convertEnv } from './env.ts';
import { createConvertHandler } from './handler.ts';

export const service: Service<StageParts> = {
  name: 'convert',
  async start(parts) {
    const env = readEnv(convertEnv, parts.env);
    const pool = createConverterPool({
      size: env.CONVERTER_PROCESSES,
      timeoutMs: env.CONVERTER_TIMEOUT_MS,
      memoryMb: env.CONVERTER_MEMORY_MB,
    });
    const handler = createConvertHandler(pool, env.MAX_DOCUMENT_BYTES);
    const worker = await runWorker(
      { stage: 'convert', handler },
      { ...parts, concurrency: env.CONVERTER_PROCESSES },
    );
    return {
      async stop() {
        await worker.stop();
        await pool.close();
      },
    };
  },
};
