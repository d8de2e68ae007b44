import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * A folder outside the checkout with the client installed from its packages, as `npm install` leaves it: what they hold, and of other
 * libraries those they declare (linked to the checkout's, so that no registry is asked).
 */
export function installClient(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nianbao-installed-'));
  const packed = join(folder, 'packed');
  execFileSync('npx', ['-y', 'pnpm@12', 'pack:client', packed], { cwd: root, stdio: 'pipe' });
  for (const name of readdirSync(packed)) {
    execFileSync('tar', ['xzf', join(packed, name), '-C', folder]);
    const manifest = JSON.parse(readFileSync(join(folder, 'package/package.json'), 'utf8')) as {
      name: string;
      dependencies: Record<string, string>;
    };
    const target = join(folder, 'node_modules', manifest.name);
    cpSync(join(folder, 'package'), target, { recursive: true });
    rmSync(join(folder, 'package'), { recursive: true });
    for (const library of Object.keys(manifest.dependencies)) {
      if (library.startsWith('@nianbao/')) continue;
      const link = join(target, 'node_modules', library);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(root, manifest.name.replace('@nianbao', 'packages'), 'node_modules', library), link);
    }
  }
  return folder;
}
