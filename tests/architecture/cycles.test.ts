import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourceFiles } from './source-tree.ts';

const files = sourceFiles().filter((file) => /\/src\//.test(file.path));

describe('imports', () => {
  it('are seen', () => {
    expect(files.length).toBeGreaterThan(150);
    expect(files.flatMap((file) => file.imports).length).toBeGreaterThan(500);
  });

  it('run in no circle, types included', () => {
    const known = new Set(files.map((file) => file.path));
    const targets = new Map(
      files.map((file) => [
        file.path,
        file.imports
          .filter((specifier) => specifier.startsWith('.'))
          .map((specifier) => join(dirname(file.path), specifier).replaceAll('\\', '/'))
          .filter((path) => known.has(path)),
      ]),
    );
    expect(circles(targets)).toEqual([]);
  });
});

/** Every circle met on a depth-first walk, as `a -> b -> a`. */
function circles(targets: Map<string, string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, trail: string[]) => {
    const at = trail.indexOf(path);
    if (at >= 0) found.push([...trail.slice(at), path].join(' -> '));
    if (at >= 0 || done.has(path)) return;
    for (const next of targets.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const path of targets.keys()) walk(path, []);
  return found;
}
