import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'nianbao', 'promtool');

/** Prometheus' own checker: from the PATH, or out of Debian's package, unpacked aside. Null, with a word, where neither can be had; in CI that is a failure. */
export function findPromtool(): string | null {
  const unpacked = join(cache, 'usr/bin/promtool');
  for (const candidate of ['promtool', unpacked]) if (answers(candidate)) return candidate;
  try {
    unpack();
    if (answers(unpacked)) return unpacked;
  } catch (error) {
    if (process.env.CI === 'true') throw error;
    console.warn(`SKIPPED: the alert rules are not checked, promtool cannot be had here: ${error}`);
    return null;
  }
  throw new Error(`${unpacked} does not run`);
}

function answers(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}

/** The package alone, without its daemon: promtool is one static program. */
function unpack(): void {
  mkdirSync(join(cache, '..'), { recursive: true });
  const work = mkdtempSync(`${cache}-`);
  const run = (program: string, ...args: string[]) =>
    execFileSync(program, args, { cwd: work, stdio: 'pipe', timeout: 180_000 });
  try {
    try {
      run('apt-get', '-q', 'download', 'prometheus');
    } catch (error) {
      // A fresh container has no lists yet; only root can fetch them.
      if (process.getuid?.() !== 0) throw error;
      run('apt-get', '-q', '-o', 'DPkg::Lock::Timeout=120', 'update');
      run('apt-get', '-q', 'download', 'prometheus');
    }
    const [deb = ''] = readdirSync(work).filter((file) => file.endsWith('.deb'));
    run('dpkg-deb', '-x', deb, 'root');
    if (!existsSync(cache)) renameSync(join(work, 'root'), cache);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
