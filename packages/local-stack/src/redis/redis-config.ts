import type { RedisPaths } from './redis-state.ts';

/**
 * The configuration of our own Redis: reachable from this machine alone, nothing evicted, every write in an append-only file.
 * In a file rather than on the command line, where other users of the machine could read the password.
 */
export function redisConfig(paths: RedisPaths, port: number, password: string): string {
  return [
    'bind 127.0.0.1',
    'protected-mode yes',
    `port ${port}`,
    `requirepass ${password}`,
    'daemonize no',
    `pidfile ${quote(paths.pidFile)}`,
    `dir ${quote(paths.data)}`,
    // Standard output, which start-redis sends to the log file together with the messages of a server that cannot start.
    'logfile ""',
    'loglevel notice',
    'save ""',
    'appendonly yes',
    'appendfsync everysec',
    'maxmemory-policy noeviction',
    '',
  ].join('\n');
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n')}"`;
}
