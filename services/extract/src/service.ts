import { runWorker, type StageParts } from '@nianbao/pipeline';
import type { Service } from '@nianbao/service-kit';
import { handler } from './handler.ts';

const module = new URL('./handler.ts', import.meta.url);

export const service: Service<StageParts> = {
  name: 'extract',
  start: (parts) => runWorker({ stage: 'extract', handler, module }, parts),
};
