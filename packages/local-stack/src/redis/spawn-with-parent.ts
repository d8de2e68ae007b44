import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

/**
 * Becomes the program ($1 …) and leaves a watcher beside it. The watcher holds the read end of a pipe whose other end only
 * the parent has: a line on it means "all is well, go", its end means the parent died, however it died, and the
 * program must go too: SIGTERM, and SIGKILL after 20 s. `$$` in the watcher is the program, since `exec` keeps the pid.
 */
const script = `
exec 3<&0 </dev/null
( (
  trap '' INT TERM HUP
  if IFS= read -r word <&3; then exit 0; fi
  kill -TERM $$ 2>/dev/null || exit 0
  n=0
  while [ "$n" -lt 20 ] && kill -0 $$ 2>/dev/null; do sleep 1; n=$((n + 1)); done
  kill -KILL $$ 2>/dev/null
) >/dev/null 2>&1 & )
exec 3<&-
exec "$@"
`;

/**
 * Starts a long-running program that cannot outlive this process, not even when this process is killed with SIGKILL.
 * It gets its own session, so that Ctrl-C in the terminal reaches us alone and we stop it in order. Needs a POSIX `sh`.
 */
export function spawnWithParent(
  command: string,
  args: readonly string[],
  options: { env: NodeJS.ProcessEnv; logFile: string },
): ChildProcess {
  const log = openSync(options.logFile, 'a', 0o600);
  try {
    const child = spawn('/bin/sh', ['-c', script, 'sh', command, ...args], {
      env: options.env,
      stdio: ['pipe', log, log],
      detached: true,
    });
    child.stdin?.on('error', () => {}); // the watcher may be gone already
    child.once('exit', () => child.stdin?.end('go\n'));
    return child;
  } finally {
    closeSync(log);
  }
}
