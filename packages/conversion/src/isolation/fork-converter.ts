import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Of the memory limit, what V8 may use for its heap; the rest is for buffers, which V8's own limit does not count. */
const heapShare = 0.75;
const require = createRequire(import.meta.url);

/** Starts the child's entry under tsx, found from this package whatever the working directory is. */
export function forkConverter(
  memoryMb: number,
  entry: string | URL = new URL('./converter-child.ts', import.meta.url),
): ChildProcess {
  return fork(fileURLToPath(entry), [], {
    execArgv: [
      '--import',
      pathToFileURL(require.resolve('tsx')).href,
      `--max-old-space-size=${Math.max(64, Math.floor(memoryMb * heapShare))}`,
    ],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // Secrets of the service are none of a document's business.
    env: {
      PATH: process.env.PATH ?? '',
      NODE_ENV: process.env.NODE_ENV ?? '',
      TMPDIR: process.env.TMPDIR ?? '',
    },
  });
}
