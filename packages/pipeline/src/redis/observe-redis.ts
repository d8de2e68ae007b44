import type { Pipeline } from '../pipeline.ts';

/** Bytes. The limit is `maxmemory`, or where that is not set the machine's memory. */
export async function redisMemory({
  redis,
}: Pick<Pipeline, 'redis'>): Promise<{ used: number; limit: number }> {
  const memory = await redis.info('memory');
  const bytes = (field: string) => Number(new RegExp(`^${field}:(\\d+)`, 'm').exec(memory)?.[1] ?? 0);
  return { used: bytes('used_memory'), limit: bytes('maxmemory') || bytes('total_system_memory') };
}
