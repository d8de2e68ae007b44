import { ConsoleConfig, HistoryResponse, Overview, type PipelineSample } from '@nianbao/contracts';
import type { Calls } from './calls.ts';

/** How the pipeline stands, as the console shows it. */
export function overviewCalls({ get }: Calls) {
  return {
    /** Queues, pace, oldest upload in flight, alerts. */
    overview: (): Promise<Overview> => get('/api/overview', Overview),
    /** Queues and output of the last minutes (1440 at most), oldest first. */
    history: async (minutes = 30): Promise<PipelineSample[]> =>
      (await get('/api/history', HistoryResponse, { minutes })).samples,
    /** Stages, genres, labels of indicators and parts. */
    config: (): Promise<ConsoleConfig> => get('/api/config', ConsoleConfig),
  };
}
