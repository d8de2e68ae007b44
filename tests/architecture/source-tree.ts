import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface SourceFile {
  /** From the repository's root, with slashes. */
  path: string;
  /** `packages/x`, `services/x`, `services/x/web`, `tests` or `infra`. */
  room: string;
  /** Path below the room's `src`, or below the room. */
  inner: string;
  text: string;
  lines: number;
  /** Module specifiers as written. */
  imports: string[];
}

/** Every TypeScript file of the house, tests included. */
export function sourceFiles(): SourceFile[] {
  return treePaths()
    .filter((path) => /^(packages|services|tests|infra)\/.*\.tsx?$/.test(path))
    .map(describe);
}

/** Every file of the house from the root, with slashes; not what is installed, built or a sample. */
export function treePaths(folder = root): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (/^(\.git|\.nianbao|node_modules|dist(-.*)?|samples)$/.test(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? treePaths(path) : [relative(root, path).replaceAll('\\', '/')];
  });
}

function describe(path: string): SourceFile {
  const room = roomAt(path);
  const text = readFileSync(join(root, path), 'utf8');
  return {
    path,
    room,
    inner: path.slice(room.length + 1).replace(/^src\//, ''),
    text,
    lines: text.split('\n').length - 1,
    imports: [
      ...text.matchAll(
        /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|\n)import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g,
      ),
    ].map((match) => match[1] ?? match[2] ?? match[3] ?? ''),
  };
}

/** A service's page is a room of its own, with a manifest of its own. */
function roomAt(path: string): string {
  const [top = '', second = '', third] = path.split('/');
  if (top !== 'packages' && top !== 'services') return top;
  return third === 'web' ? `${top}/${second}/web` : `${top}/${second}`;
}

/** `@scope/name` or `name` of a specifier; null for relative ones and Node's own. */
export function packageOf(specifier: string): string | null {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return null;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
