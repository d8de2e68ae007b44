import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type CephPorts, cephConf } from './ceph-conf.ts';
import { freePort } from './free-port.ts';

const startTimeoutMs = 120_000;
/** Ceph's tools wait without end for a daemon that is dead. */
const toolTimeoutMs = 60_000;
const execute = promisify(execFile);
const run = (program: string, args: string[]) =>
  execute(program, args, { timeout: toolTimeoutMs, killSignal: 'SIGKILL' });

export interface CephCluster {
  endpoint: string;
  accessKeyId: string;
  secretAccessKey: string;
  stop(): Promise<void>;
}

/**
 * The smallest Ceph that speaks S3: one monitor, one OSD that keeps everything in memory, one radosgw, on loopback, in a
 * temporary folder that `stop` removes. Takes about 15 seconds.
 */
export async function startCephCluster(): Promise<CephCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'nianbao-ceph-'));
  const daemons: ChildProcess[] = [];
  const killAll = () => {
    for (const daemon of daemons) daemon.kill('SIGKILL');
  };
  process.once('exit', killAll);
  const stop = async () => {
    process.off('exit', killAll);
    // In reverse, so that nothing waits for a daemon that is gone; SIGKILL, since all of it is thrown away.
    for (const daemon of daemons.reverse()) await end(daemon);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const ports = { monitor: await freePort(), gateway: await freePort() };
    const keys = { accessKeyId: 'nianbao-tests', secretAccessKey: randomBytes(20).toString('hex') };
    await bringUp(folder, ports, keys, daemons);
    const endpoint = `http://127.0.0.1:${ports.gateway}`;
    await answering(endpoint, daemons, folder);
    return { endpoint, ...keys, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function bringUp(
  folder: string,
  ports: CephPorts,
  keys: { accessKeyId: string; secretAccessKey: string },
  daemons: ChildProcess[],
): Promise<void> {
  for (const name of ['mon', 'osd', 'rgw', 'log', 'run']) await mkdir(join(folder, name));
  const clusterId = randomUUID();
  const conf = join(folder, 'ceph.conf');
  await writeFile(conf, cephConf(folder, clusterId, ports));
  const ceph = (program: string, ...args: string[]) => run(program, ['-c', conf, ...args]);
  const daemon = (program: string, ...args: string[]) => {
    const child = spawn(program, ['-c', conf, '-f', ...args], { stdio: 'ignore' });
    daemons.push(child);
  };
  await makeKeyrings(folder);
  await makeMonitor(folder, clusterId, ports.monitor, ceph);
  daemon('ceph-mon', '-i', 'a', '--keyring', join(folder, 'mon', 'keyring'));
  await makeOsd(folder, ceph, conf);
  daemon('ceph-osd', '-i', '0', '--keyring', join(folder, 'osd', 'keyring'));
  const { accessKeyId, secretAccessKey } = keys;
  await ceph(
    'radosgw-admin',
    ...['user', 'create', '--uid=nianbao', '--display-name=nianbao'],
    ...[`--access-key=${accessKeyId}`, `--secret=${secretAccessKey}`],
  );
  daemon('radosgw', '-n', 'client.rgw.a', '--keyring', join(folder, 'keyring'));
}

/** One keyring for the administrator and the gateway, one for the monitor. */
async function makeKeyrings(folder: string): Promise<void> {
  const clients = join(folder, 'keyring');
  const monitor = join(folder, 'mon.keyring');
  const all = ['mon', 'osd', 'mgr'].flatMap((daemon) => ['--cap', daemon, 'allow *']);
  await run('ceph-authtool', ['--create-keyring', clients, '--gen-key', '-n', 'client.admin', ...all]);
  const gateway = ['--cap', 'mon', 'allow rwx', '--cap', 'osd', 'allow rwx'];
  await run('ceph-authtool', [clients, '--gen-key', '-n', 'client.rgw.a', ...gateway]);
  const mon = ['--cap', 'mon', 'allow *'];
  await run('ceph-authtool', ['--create-keyring', monitor, '--gen-key', '-n', 'mon.', ...mon]);
  await run('ceph-authtool', [monitor, '--import-keyring', clients]);
}

type Ceph = (program: string, ...args: string[]) => Promise<{ stdout: string }>;

async function makeMonitor(folder: string, clusterId: string, port: number, ceph: Ceph): Promise<void> {
  const map = join(folder, 'monmap');
  const address = `[v2:127.0.0.1:${port}]`;
  await run('monmaptool', ['--create', '--fsid', clusterId, '--addv', 'a', address, map]);
  await ceph('ceph-mon', '--mkfs', '-i', 'a', '--monmap', map, '--keyring', join(folder, 'mon.keyring'));
}

async function makeOsd(folder: string, ceph: Ceph, conf: string): Promise<void> {
  const uuid = randomUUID();
  const { stdout } = await run('ceph-authtool', ['--gen-print-key']);
  const secret = stdout.trim();
  const registration = join(folder, 'osd.json');
  await writeFile(registration, JSON.stringify({ cephx_secret: secret }));
  await run('ceph', ['-c', conf, '--connect-timeout', '60', 'osd', 'new', uuid, '-i', registration]);
  await ceph('ceph-osd', '-i', '0', '--mkfs', '--osd-uuid', uuid, '--key', secret);
  const keyring = join(folder, 'osd', 'keyring');
  await run('ceph-authtool', ['--create-keyring', keyring, '-n', 'osd.0', '--add-key', secret]);
}

async function answering(endpoint: string, daemons: ChildProcess[], folder: string): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  while (Date.now() < deadline) {
    const dead = daemons.find((daemon) => daemon.exitCode !== null || daemon.signalCode !== null);
    if (dead) throw new Error(`${dead.spawnfile} ended\n${await lastLines(folder)}`);
    if (
      await fetch(endpoint).then(
        () => true,
        () => false,
      )
    )
      return;
    await delay(100);
  }
  throw new Error(`radosgw does not answer after ${startTimeoutMs / 1000} s\n${await lastLines(folder)}`);
}

async function lastLines(folder: string): Promise<string> {
  const logs = ['mon.a', 'osd.0', 'client.rgw.a'].map(async (name) => {
    const text = await readFile(join(folder, 'log', `${name}.log`), 'utf8').catch(() => '(no log)');
    return `${name}: ${text.trim().split('\n').slice(-3).join('\n  ')}`;
  });
  return (await Promise.all(logs)).join('\n');
}

async function end(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null || daemon.pid === undefined) return;
  const exit = once(daemon, 'exit');
  daemon.kill('SIGKILL');
  await exit;
}
