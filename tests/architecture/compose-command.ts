import { execFileSync } from 'node:child_process';

const candidates: readonly (readonly [string, ...string[]])[] = [['docker-compose'], ['docker', 'compose']];

/** How Docker Compose is called on this machine; null where there is none. CI's root installs it. */
export function composeCommand(): readonly [string, ...string[]] | null {
  const found = candidates.find(answers);
  if (found || process.env.CI !== 'true' || process.getuid?.() !== 0) return found ?? null;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]) =>
    execFileSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], { env, stdio: 'pipe' });
  apt('update');
  apt('install', '-y', '--no-install-recommends', 'docker-compose');
  return candidates.find(answers) ?? null;
}

function answers([program, ...args]: readonly [string, ...string[]]): boolean {
  try {
    execFileSync(program, [...args, 'version'], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}
