import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Logger } from '@nianbao/service-kit';

/** Changes in these make the built page stale; besides `src`. */
const inputs = ['index.html', 'package.json', 'vite.config.ts', '../../../pnpm-lock.yaml'];
/** Two slow cores need half a minute at most. */
const buildLimitMs = 5 * 60_000;

/**
 * The folder of the built page, built first when it is missing or older than its sources: once per checkout, in a process of its own,
 * so that nothing else waits for it. Throws when the build fails or `stopping` breaks it off.
 */
export async function builtPage(webDir: string, log: Logger, stopping: AbortSignal): Promise<string> {
  const dist = join(webDir, 'dist');
  if (await isFresh(webDir, dist)) return dist;
  const startedAt = performance.now();
  log.info({ event: 'page-build' }, 'building the console’s page');
  try {
    await build(webDir, dist, stopping);
  } catch (error) {
    // A page of yesterday's sources beats none, as where the program's files cannot be written.
    if (!existsSync(join(dist, 'index.html'))) throw error;
    log.warn(
      { event: 'page-build-failed', err: error },
      'the page could not be built; the older one is served',
    );
    return dist;
  }
  log.info({ event: 'page-built', ms: Math.round(performance.now() - startedAt) }, 'page built');
  return dist;
}

/** Into a folder of its own that takes the place of the old one whole: several processes may be at it. */
async function build(webDir: string, dist: string, signal: AbortSignal): Promise<void> {
  const draft = await mkdtemp(join(webDir, 'node_modules', '.page-'));
  try {
    const manifest = createRequire(join(webDir, 'package.json')).resolve('vite/package.json');
    const vite = join(dirname(manifest), 'bin', 'vite.js');
    const args = [vite, 'build', '--outDir', draft, '--emptyOutDir', '--logLevel', 'warn'];
    await promisify(execFile)(process.execPath, args, { cwd: webDir, timeout: buildLimitMs, signal });
    await rm(dist, { recursive: true, force: true });
    await rename(draft, dist);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function isFresh(webDir: string, dist: string): Promise<boolean> {
  const built = await changedAt(join(dist, 'index.html'));
  if (built === 0) return false;
  const sources = await readdir(join(webDir, 'src'), { recursive: true });
  const paths = [...inputs, ...sources.map((name) => join('src', name))];
  const changes = await Promise.all(paths.map((path) => changedAt(join(webDir, path))));
  return Math.max(...changes) <= built;
}

/** Milliseconds since 1970; 0 when there is no such file. */
async function changedAt(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}
