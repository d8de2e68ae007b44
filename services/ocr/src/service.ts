import { stages } from '@nianbao/contracts';
import { createConverterPool } from '@nianbao/conversion';
import { runWorker, type StageParts } from '@nianbao/pipeline';
import { readEnv, type Service } from '@nianbao/service-kit';
import { ocrEnv } from './env.ts';
import { createOcrHandler } from './handler.ts';

export const service: Service<StageParts> = {
  name: 'ocr',
  async start(parts) {
    const env = readEnv(ocrEnv, parts.env);
    const pool = createConverterPool({
      size: env.OCR_PROCESSES,
      pageTimeoutMs: env.OCR_PAGE_TIMEOUT_MS,
      maxOcrPages: env.OCR_MAX_PAGES,
      memoryMb: env.OCR_MEMORY_MB,
    });
    // A long scan is no dead worker.
    const idleLimitMs = Math.max(parts.idleLimitMs ?? 0, stages.ocr.timeoutMs);
    const worker = await runWorker(
      { stage: 'ocr', handler: createOcrHandler(pool) },
      { ...parts, concurrency: env.OCR_PROCESSES, idleLimitMs },
    );
    return {
      async stop() {
        await worker.stop();
        await pool.close();
      },
    };
  },
};
