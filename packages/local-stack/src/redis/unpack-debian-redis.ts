import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LocalizedText } from '@nianbao/contracts';
import { acquireLock } from '../file-lock.ts';
import { runCommand } from '../run-command.ts';
import { isRecentEnough, oldestVersion, probeBinary, type RedisBinary } from './redis-binary.ts';

/** Debian's folder of architecture-dependent libraries (multiarch tuple). */
const multiarch: Partial<Record<string, string>> = {
  x64: 'x86_64-linux-gnu',
  arm64: 'aarch64-linux-gnu',
};
const packageName = /^[a-z0-9][a-z0-9+.-]+(:[a-z0-9]+)?$/;

/**
 * Debian's or Ubuntu's `redis-server` package, fetched and checked by apt but unpacked into `cacheDir` instead of being
 * installed: needs no root and starts no daemon. Fetched once. Throws when the system has no apt or apt cannot fetch it.
 */
export async function unpackDebianRedis(
  cacheDir: string,
  onProgress?: (message: LocalizedText) => void,
): Promise<RedisBinary> {
  const triplet = multiarch[process.arch];
  const system = process.platform === 'linux' ? systemRelease() : null;
  if (!triplet || !system) throw new Error(`no Debian packages for ${process.platform} ${process.arch}`);
  const name = `redis-${system}-${process.arch}`;
  const home = path.join(cacheDir, name);
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
      await unpackInto(work);
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

/** For example `debian-12`. An unpacked Redis uses the system's C library, so an upgraded system gets its own. */
function systemRelease(): string {
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

/** Leaves `work/root` with the package and the libraries the system lacks. */
async function unpackInto(work: string): Promise<void> {
  const failures: string[] = [];
  // The lists the system has are tried first: they save a download of some 20 MB, but may be absent or out of date.
  for (const lists of ['/var/lib/apt/lists', `${work}/apt/lists`]) {
    try {
      const debs = await download(work, lists, lists.startsWith(work));
      for (const deb of debs)
        await runCommand('dpkg-deb', ['-x', deb, `${work}/root`], { timeoutMs: 60_000 });
      await rm(`${work}/apt`, { recursive: true, force: true });
      await rm(`${work}/debs`, { recursive: true, force: true });
      return;
    } catch (error) {
      if ((error as { cause?: NodeJS.ErrnoException }).cause?.code === 'ENOENT')
        throw new Error('this system has no apt-get, so its packages cannot be fetched', { cause: error });
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(failures.at(-1));
}

async function download(work: string, lists: string, update: boolean): Promise<string[]> {
  const debs = `${work}/debs`;
  await rm(debs, { recursive: true, force: true });
  for (const folder of [
    debs,
    `${work}/root`,
    `${work}/apt/lists/partial`,
    `${work}/apt/cache/archives/partial`,
  ])
    await mkdir(folder, { recursive: true });
  await writeFile(`${work}/apt/apt.conf`, aptConfig(work, lists));
  const apt = (...args: string[]) =>
    runCommand('apt-get', ['-c', `${work}/apt/apt.conf`, '-qq', ...args], {
      cwd: debs,
      timeoutMs: 150_000,
      env: { ...process.env, LC_ALL: 'C' },
    });
  // One dead third-party source must not stop us; if Debian's own is missing, the next command says so.
  const updated = update ? await apt('update').catch((error: unknown) => error) : null;
  let plan: string;
  try {
    plan = await apt('install', '-s', '--no-install-recommends', '--reinstall', 'redis-server');
  } catch (error) {
    throw updated instanceof Error ? updated : error;
  }
  // `redis-server` is a link to a program in `redis-tools`, so both are wanted even when one is installed.
  const wanted = new Set(['redis-server', 'redis-tools']);
  for (const [, name] of plan.matchAll(/^Inst (\S+)/gm)) if (name && packageName.test(name)) wanted.add(name);
  await apt('download', ...wanted);
  return (await readdir(debs)).filter((file) => file.endsWith('.deb')).map((file) => path.join(debs, file));
}

/** Keeps all of apt's writing inside `work`, and the system's hooks (cleaning, desktop notifications) out of it. */
function aptConfig(work: string, lists: string): string {
  return [
    '#clear APT::Update::Pre-Invoke;',
    '#clear APT::Update::Post-Invoke;',
    '#clear APT::Update::Post-Invoke-Success;',
    `Dir::State "${work}/apt";`,
    `Dir::State::lists "${lists}";`,
    'Dir::State::status "/var/lib/dpkg/status";',
    `Dir::Cache "${work}/apt/cache";`,
    'Dir::Cache::pkgcache "";',
    'Dir::Cache::srcpkgcache "";',
    'APT::Sandbox::User "";',
    'Acquire::Languages "none";',
    'Acquire::Retries "2";',
    'Acquire::http::Timeout "20";',
    'Acquire::https::Timeout "20";',
    '',
  ].join('\n');
}
