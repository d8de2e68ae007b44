import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** A real PostgreSQL server for one test file. */
export interface TestPostgres {
  /** Of a fresh, empty database. */
  url: string;
  /** One more fresh database on the same server; returns its URL. */
  freshDatabase(): Promise<string>;
  /** Ends the server at once, as a crash does, and starts it again on the same port. Null for a server that is not ours. */
  outage: { begin(): Promise<void>; end(): Promise<void> } | null;
  /** Drops the databases made here; ends the server if it is ours. */
  stop(): Promise<void>;
}

interface Server {
  /** Of the maintenance database. */
  url: string;
  outage: TestPostgres['outage'];
  stop(): Promise<void>;
}

interface Account {
  uid: number;
  gid: number;
}

const startupMs = 60_000;
/** Runs a command, ends it by the signal named on standard input, and by QUIT when that closes: the server outlives no test, not even a killed one. */
const tied = 'exec 3<&0; "$@" & pid=$!; { read -r s || s=QUIT; kill -$s $pid; } <&3 2>/dev/null & wait $pid';
/** Debian's package would start a cluster of its own. */
const clusterPolicy = '/etc/postgresql-common/createcluster.conf';

/**
 * The server at POSTGRES_TEST_URL (its user may create databases), or one of our own from the machine's binaries, on a free loopback
 * port with its data in a temporary folder. Without either: an error when CI=true, otherwise null and a warning, for `describe.skipIf`.
 */
export async function startPostgres(): Promise<TestPostgres | null> {
  let server: Server;
  try {
    const url = process.env.POSTGRES_TEST_URL;
    server = url ? { url, outage: null, stop: async () => {} } : await startOwnServer();
  } catch (error) {
    if (process.env.CI === 'true') throw error;
    console.warn(`\n*** SKIPPED: no PostgreSQL server to test on. ${String(error)}\n`);
    return null;
  }
  const databases: string[] = [];
  const freshDatabase = async () => {
    const name = `nianbao_test_${randomBytes(6).toString('hex')}`;
    await administer(server.url, `create database ${name} template template0`);
    databases.push(name);
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    return url.href;
  };
  const stop = async () => {
    for (const name of databases)
      await administer(server.url, `drop database if exists ${name} with (force)`);
    await server.stop();
  };
  return { url: await freshDatabase(), freshDatabase, outage: server.outage, stop };
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function startOwnServer(): Promise<Server> {
  const bin = findBinaries() ?? installBinaries();
  // The server refuses to run as root.
  const account = process.getuid?.() === 0 ? unprivilegedAccount() : undefined;
  const folder = mkdtempSync(join(tmpdir(), 'nianbao-postgres-'));
  if (account) chownSync(folder, account.uid, account.gid);
  const data = join(folder, 'data');
  // The environment may hold PG* variables and a folder the account cannot enter.
  const as = { ...account, cwd: folder, env: { PATH: process.env.PATH, HOME: folder } };
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'nianbao', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'],
    { ...as, stdio: 'pipe' },
  );
  const port = await freePort();
  const url = `postgresql://nianbao@127.0.0.1:${port}/postgres`;
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'fsync=off',
    'max_connections=60',
  ];
  const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
  const start = async () => {
    const command = ['-c', tied, 'sh', join(bin, 'postgres'), ...args];
    const child = spawn('sh', command, { ...as, stdio: ['pipe', 'ignore', 'pipe'] });
    await untilReady(child, url);
    return child;
  };
  let child = await start();
  return {
    url,
    outage: {
      begin: () => end(child, 'QUIT'),
      end: async () => {
        child = await start();
      },
    },
    stop: async () => {
      await end(child, 'INT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The folder of the newest installed server. */
function findBinaries(): string | null {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const onPath = (process.env.PATH ?? '').split(':');
  const candidates = [...versions.map((version) => join(root, version, 'bin')), ...onPath];
  return (
    candidates.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ??
    null
  );
}

function installBinaries(): string {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    throw new Error('Install PostgreSQL (Debian: apt-get install postgresql) or set POSTGRES_TEST_URL.');
  if (!existsSync(clusterPolicy)) {
    mkdirSync('/etc/postgresql-common', { recursive: true });
    writeFileSync(clusterPolicy, 'create_main_cluster = false\n');
  }
  // Several test files may get here at once.
  const apt = ['-q', '-o', 'DPkg::Lock::Timeout=300'];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', [...apt, 'update'], { env, stdio: 'pipe' });
  execFileSync('apt-get', [...apt, 'install', '-y', '--no-install-recommends', 'postgresql'], {
    env,
    stdio: 'pipe',
  });
  const bin = findBinaries();
  if (!bin) throw new Error('apt-get installed no PostgreSQL server');
  return bin;
}

function unprivilegedAccount(): Account {
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: 'pipe' }).toString());
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // No such account: the next one.
    }
  }
  throw new Error(
    'PostgreSQL does not run as root, and there is neither a "postgres" nor a "nobody" account.',
  );
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  let log = '';
  child.stderr?.on('data', (piece: Buffer) => {
    log = (log + piece.toString()).slice(-2_000);
  });
  const deadline = Date.now() + startupMs;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`PostgreSQL did not start: ${log}`);
    try {
      await administer(url, 'select 1');
      return;
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`PostgreSQL does not answer: ${log}`, { cause: error });
      await sleep(50);
    }
  }
}

function end(child: ChildProcess, signal: 'INT' | 'QUIT'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.stdin?.end(`${signal}\n`);
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
