import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchRoute } from './operator-routes.ts';

export interface Latency {
  name: string;
  count: number;
  failed: number;
  /** Milliseconds from when a request was due until its answer was read. */
  p50: number;
  p95: number;
  p99: number;
}

export interface Load {
  /** Requests per second, sent on time whether earlier ones are answered or not. */
  rate: number;
  seconds: number;
}

/** The routes in turn. The last line is of all together. */
export async function measureLatency(
  apiUrl: string,
  mix: readonly BenchRoute[],
  { rate, seconds }: Load,
): Promise<Latency[]> {
  const times = new Map<string, number[]>(mix.map(([name]) => [name, []]));
  const failed = new Map<string, number>();
  const ask = async (name: string, path: string, due: number) => {
    const response = await fetch(`${apiUrl}${path}`).catch(() => null);
    await response?.arrayBuffer();
    times.get(name)?.push(performance.now() - due);
    if (!response?.ok) failed.set(name, (failed.get(name) ?? 0) + 1);
  };
  for (const [name, path] of mix) await ask(name, path(0), performance.now());
  for (const list of times.values()) list.length = 0;
  failed.clear();
  const startedAt = performance.now();
  const pending: Promise<void>[] = [];
  for (let n = 0; n < rate * seconds; n += 1) {
    const due = startedAt + (n * 1000) / rate;
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait);
    const [name = '', path = () => ''] = mix[n % mix.length] ?? [];
    pending.push(ask(name, path(n), due));
  }
  await Promise.all(pending);
  const lines = [...times].map(([name, list]) => summary(name, list, failed.get(name) ?? 0));
  const total = [...failed.values()].reduce((sum, count) => sum + count, 0);
  return [...lines, summary('all', [...times.values()].flat(), total)];
}

function summary(name: string, times: number[], failed: number): Latency {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { name, count: sorted.length, failed, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
