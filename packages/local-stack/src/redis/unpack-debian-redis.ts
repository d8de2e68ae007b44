import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { LocalizedText } from '@nianbao/contracts';
import type { Env } from '@nianbao/service-kit';
import { acquireLock } from '../file-lock.ts';
import { runCommand } from '../run-command.ts';
import { fetchDebianPackage } from './fetch-debian-package.ts';
import { isRecentEnough, oldestVersion, probeBinary, type RedisBinary } from './redis-binary.ts';

/** Debian's folder of architecture-dependent libraries (multiarch tuple). */
const multiarch: Partial<Record<string, string>> = {
  x64: 'x86_64-linux-gnu',
  arm64: 'aarch64-linux-gnu',
};

export interface UnpackOptions {
  cacheDir: string;
  env: Env;
  onProgress?: (message: LocalizedText) => void;
}

/**
 * Debian's or Ubuntu's `redis-server` package, fetched and checked by apt but unpacked into `cacheDir` instead of being
 * installed: needs no root and starts no daemon. Fetched once. Throws when the system has no apt or apt cannot fetch it.
 */
export async function unpackDebianRedis(options: UnpackOptions): Promise<RedisBinary> {
  const { cacheDir, env, onProgress } = options;
  const place = placeOf(cacheDir);
  if (!place) throw new Error(`no Debian packages for ${process.platform} ${process.arch}`);
  const { name, home, triplet } = place;
  const ready = await probeUnpacked(home, triplet);
  if (ready) return ready;

  const lock = await acquireLock(path.join(cacheDir, `${name}.lock`), 180_000);
  try {
    const meanwhile = await probeUnpacked(home, triplet);
    if (meanwhile) return meanwhile;
    onProgress?.({
      zh: '未找到 Redis，正在下载系统软件包（约 4 MB，不需要管理员权限）……',
      en: 'No Redis found: fetching the system’s package (about 4 MB, no root needed) …',
    });
    await removeUnfinished(cacheDir, name);
    const work = await mkdtemp(path.join(cacheDir, `.${name}-`));
    try {
      await unpackPackage(work, env);
      const binary = await probeUnpacked(work, triplet);
      if (!binary) throw new Error('the unpacked Redis does not run');
      if (!isRecentEnough(binary.version))
        throw new Error(`the system’s package is Redis ${binary.version}, older than ${oldestVersion}`);
      await rm(home, { recursive: true, force: true });
      await rename(work, home);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
    const binary = await probeUnpacked(home, triplet);
    if (!binary) throw new Error('the unpacked Redis does not run');
    return binary;
  } finally {
    await lock.release();
  }
}

/** The one that was unpacked earlier; null when there is none that runs. */
export async function unpackedRedis(cacheDir: string): Promise<RedisBinary | null> {
  const place = placeOf(cacheDir);
  return place && probeUnpacked(place.home, place.triplet);
}

/** Where the Redis for this system and processor lies, or will; null where Debian's packages do not run. */
function placeOf(cacheDir: string): { name: string; home: string; triplet: string } | null {
  const triplet = multiarch[process.arch];
  const system = process.platform === 'linux' ? systemRelease() : null;
  if (!triplet || !system) return null;
  const name = `redis-${system}-${process.arch}`;
  return { name, home: path.join(cacheDir, name), triplet };
}

/** For example `debian-12`. An unpacked Redis uses the system's C library, so an upgraded system gets its own. */
function systemRelease(): string | null {
  if (!existsSync('/etc/os-release')) return null;
  const release = readFileSync('/etc/os-release', 'utf8');
  const field = (key: string) => new RegExp(`^${key}="?([\\w.-]+)"?$`, 'm').exec(release)?.[1] ?? 'unknown';
  return `${field('ID')}-${field('VERSION_ID')}`;
}

async function probeUnpacked(home: string, triplet: string): Promise<RedisBinary | null> {
  const root = path.join(home, 'root');
  const libraries = [`${root}/usr/lib/${triplet}`, `${root}/lib/${triplet}`].join(':');
  try {
    return await probeBinary(`${root}/usr/bin/redis-server`, { LD_LIBRARY_PATH: libraries });
  } catch {
    return null;
  }
}

/** What a killed run left behind; the caller holds the lock. */
async function removeUnfinished(cacheDir: string, name: string): Promise<void> {
  for (const entry of await readdir(cacheDir))
    if (entry.startsWith(`.${name}-`)) await rm(path.join(cacheDir, entry), { recursive: true, force: true });
}

/** Leaves `work/root` with the package and the libraries the system lacks, and nothing else. */
async function unpackPackage(work: string, env: UnpackOptions['env']): Promise<void> {
  // `redis-server` is a link to a program in `redis-tools`, so both are wanted even when one is installed.
  const debs = await fetchDebianPackage(['redis-server', 'redis-tools'], `${work}/apt`, env);
  await mkdir(`${work}/root`);
  for (const deb of debs)
    await runCommand('dpkg-deb', ['-x', deb, `${work}/root`], { env, timeoutMs: 60_000 });
  await rm(`${work}/apt`, { recursive: true, force: true });
}
