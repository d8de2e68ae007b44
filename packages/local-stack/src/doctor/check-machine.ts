import { access, constants, mkdir, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Env } from '@nianbao/service-kit';
import { readRunFile } from '../run-file.ts';
import { type Check, reasonOf } from './check.ts';

const oldestNode = [20, 19] as const;
const gigabyte = 1024 ** 3;
/** Below these, starting is refused or warned about: results, logs and the append-only file need room to grow. */
const disk = { fail: 0.2 * gigabyte, warn: 2 * gigabyte };

export function checkNode(version = process.versions.node): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const enough = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  const message = { zh: version, en: version };
  if (enough) return { name: 'node', status: 'ok', message };
  const fix = {
    zh: `请安装 Node.js ${oldestNode.join('.')} 或更新版本（https://nodejs.org）。`,
    en: `Install Node.js ${oldestNode.join('.')} or newer (https://nodejs.org).`,
  };
  return { name: 'node', status: 'fail', message, fix };
}

export async function checkDisk(dataDir: string): Promise<Check> {
  const name = 'disk';
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.W_OK);
    const { bavail, bsize } = await statfs(dataDir);
    const free = bavail * bsize;
    const size = `${(free / gigabyte).toFixed(1)} GB`;
    const message = {
      zh: `数据目录 ${dataDir} 可写，剩余空间 ${size}`,
      en: `Data folder ${dataDir} is writable, ${size} free`,
    };
    if (free >= disk.warn) return { name, status: 'ok', message };
    const fix = {
      zh: '请清理磁盘，或把数据目录改到空间更大的磁盘；建议至少 2 GB。',
      en: 'Free some space or put the data folder on a larger disk; 2 GB or more is advised.',
    };
    return { name, status: free < disk.fail ? 'fail' : 'warn', message, fix };
  } catch (error) {
    return {
      name,
      status: 'fail',
      message: {
        zh: `数据目录 ${dataDir} 不可用：${reasonOf(error)}`,
        en: `Data folder ${dataDir} cannot be used: ${reasonOf(error)}`,
      },
      fix: {
        zh: '请检查目录权限，或选用另一个数据目录。',
        en: 'Check its permissions or choose another data folder.',
      },
    };
  }
}

/** Ports that are set must be free, unless our own running stack has them. */
export async function checkPorts(env: Env, dataDir: string): Promise<Check> {
  const name = 'ports';
  const run = readRunFile(dataDir);
  if (run) {
    const message = {
      zh: `年报正在运行（进程 ${run.pid}）：${run.apiUrl}，${run.intakeUrl}`,
      en: `Nianbao is running (process ${run.pid}): ${run.apiUrl}, ${run.intakeUrl}`,
    };
    return { name, status: 'ok', message };
  }
  const wanted = ['INTAKE_PORT', 'CONSOLE_PORT'].filter((key) => env[key] && env[key] !== '0');
  const taken: string[] = [];
  for (const key of wanted) if (!(await isFree(Number(env[key])))) taken.push(`${key}=${env[key]}`);
  if (taken.length === 0) {
    const message = {
      zh: wanted.length > 0 ? '指定的端口均可用' : '将自动选用空闲端口',
      en: wanted.length > 0 ? 'The chosen ports are free' : 'Free ports will be chosen',
    };
    return { name, status: 'ok', message };
  }
  return {
    name,
    status: 'fail',
    message: { zh: `端口不可用：${taken.join('，')}`, en: `Ports that cannot be used: ${taken.join(', ')}` },
    fix: {
      zh: '请停止占用端口的程序，或换一个端口，或取消设置以自动选用空闲端口。',
      en: 'Stop the program that has the port, set another one, or unset it to have a free one chosen.',
    },
  };
}

function isFree(port: number): Promise<boolean> {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return Promise.resolve(false);
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
