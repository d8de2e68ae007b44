import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Env } from '@nianbao/service-kit';
import { runCommand } from '../run-command.ts';

const systemLists = '/var/lib/apt/lists';
const packageName = /^[a-z0-9][a-z0-9+.-]+(:[a-z0-9]+)?$/;
const timeoutMs = 150_000;

/**
 * Has apt fetch packages and the libraries the system lacks for them into `folder`, without installing and without root.
 * apt checks their signatures as ever. Resolves to the `.deb` files. Throws when there is no apt or it cannot fetch them.
 */
export async function fetchDebianPackage(
  names: readonly string[],
  folder: string,
  env: Env,
): Promise<string[]> {
  const failures: string[] = [];
  // The lists the system has are tried first: they save a download of some 20 MB, but may be absent or out of date.
  for (const lists of [systemLists, path.join(folder, 'lists')]) {
    try {
      return await download(names, folder, lists, env);
    } catch (error) {
      if ((error as { cause?: NodeJS.ErrnoException }).cause?.code === 'ENOENT')
        throw new Error('this system has no apt-get to fetch a package with', { cause: error });
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(failures.at(-1));
}

async function download(
  names: readonly string[],
  folder: string,
  lists: string,
  env: Env,
): Promise<string[]> {
  const debs = path.join(folder, 'debs');
  const config = path.join(folder, 'apt.conf');
  await rm(folder, { recursive: true, force: true });
  for (const part of ['debs', 'lists/partial', 'cache/archives/partial'])
    await mkdir(path.join(folder, part), { recursive: true });
  await writeFile(config, aptConfig(folder, lists));
  const apt = (...args: string[]) =>
    runCommand('apt-get', ['-c', config, '-qq', ...args], {
      cwd: debs,
      timeoutMs,
      env: { ...env, LC_ALL: 'C' },
    });
  // One dead third-party source must not stop us; when Debian's own is missing, the next command fails.
  const update = lists === systemLists ? null : await apt('update').catch((error: unknown) => error);
  const plan = await apt('install', '-s', '--no-install-recommends', '--reinstall', ...names).catch(
    (error: unknown) => {
      throw update instanceof Error ? update : error;
    },
  );
  const wanted = new Set(names);
  for (const [, name] of plan.matchAll(/^Inst (\S+)/gm)) if (name && packageName.test(name)) wanted.add(name);
  await apt('download', ...wanted);
  return (await readdir(debs)).filter((file) => file.endsWith('.deb')).map((file) => path.join(debs, file));
}

/** Keeps all of apt's writing inside `folder`, and the system's hooks (cleaning, desktop notifications) out of it. */
function aptConfig(folder: string, lists: string): string {
  return [
    '#clear APT::Update::Pre-Invoke;',
    '#clear APT::Update::Post-Invoke;',
    '#clear APT::Update::Post-Invoke-Success;',
    `Dir::State "${folder}";`,
    `Dir::State::lists "${lists}";`,
    'Dir::State::status "/var/lib/dpkg/status";',
    `Dir::Cache "${folder}/cache";`,
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
