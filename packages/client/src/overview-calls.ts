import { ConsoleConfig, HistoryResponse, Overview, type PipelineSample } from '@nianbao/contracts';
import type { Calls } from './calls.ts';

/** How the pipeline stands, as the console shows it. */
export function overviewCalls({ get }: Calls) {
  return {
    /** Queues, pace, oldest upload in flight, alerts. */
    overview: (): Promise<Overview> => get('/api/overview', Overview),
    /** The last half hour, oldest first. */
    history: async (): Promise<PipelineSample[]> => (await get('/api/history', HistoryResponse)).samples,
    /** Stages, genres, labels of indicators and parts. */
    config: (): Promise<ConsoleConfig> => get('/api/config', ConsoleConfig),
  };
}
