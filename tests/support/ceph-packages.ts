import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Debian and Ubuntu. Ceph is used by the tests alone, as a program of its own. */
const packages = ['ceph-mon', 'ceph-osd', 'radosgw', 'ceph-common'];
const programs = ['ceph', 'ceph-mon', 'ceph-osd', 'ceph-authtool', 'monmaptool', 'radosgw', 'radosgw-admin'];

/** Null when Ceph's programs are there, or could be installed; else why not. */
export async function provideCeph(): Promise<string | null> {
  if (await allPresent()) return null;
  const wanted = `apt-get install --no-install-recommends ${packages.join(' ')}`;
  if (process.platform !== 'linux') return `Ceph runs on Linux only; this is ${process.platform}`;
  if (process.getuid?.() !== 0) return `Ceph is not installed, and only root can do so: ${wanted}`;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const lock = ['-o', 'DPkg::Lock::Timeout=120'];
  try {
    await run('apt-get', [...lock, 'update'], { env });
    await run('apt-get', [...lock, 'install', '-y', '--no-install-recommends', ...packages], {
      env,
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (error) {
    return `${wanted} failed: ${(error as Error).message.trim().split('\n').at(-1)}`;
  }
  return (await allPresent()) ? null : `${wanted} did not bring all of ${programs.join(', ')}`;
}

async function allPresent(): Promise<boolean> {
  const folders = (process.env.PATH ?? '').split(':').concat('/usr/bin', '/usr/sbin');
  const found = await Promise.all(
    programs.map(async (program) => {
      const tries = folders.map((folder) => access(`${folder}/${program}`));
      return Promise.any(tries).then(
        () => true,
        () => false,
      );
    }),
  );
  return found.every(Boolean);
}
