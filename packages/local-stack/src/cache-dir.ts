import { accessSync, constants, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Env } from '@nianbao/service-kit';

/**
 * Where downloads are kept between runs: `NIANBAO_CACHE`, else the user's cache folder, else (no home) `fallback`.
 * Never a folder others can write to: programs are started from it.
 */
export function cacheDir(env: Env, fallback: string): string {
  const candidates = [
    env.NIANBAO_CACHE,
    env.XDG_CACHE_HOME && path.join(env.XDG_CACHE_HOME, 'nianbao'),
    path.join(env.HOME || homedir(), '.cache', 'nianbao'),
  ];
  for (const candidate of candidates) if (candidate && usable(candidate)) return path.resolve(candidate);
  return path.resolve(fallback);
}

function usable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
