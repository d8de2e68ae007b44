import { randomBytes } from 'node:crypto';

/** Names a long-running request of an operator; ids sort by time: `20261122-081500-3fa94c`. */
export function newRunId(now = new Date()): string {
  const [day, time] = now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').split('T');
  return `${day}-${time}-${randomBytes(3).toString('hex')}`;
}
