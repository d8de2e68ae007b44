import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import arrows from './arrows.json' with { type: 'json' };
import { packageOf, root, sourceFiles } from './source-tree.ts';

interface Room {
  may: string[];
  only?: Record<string, string>;
}
const rooms: Record<string, Room> = arrows.rooms;
const libraries: Record<string, string[]> = arrows.libraries;
const product = sourceFiles().filter((file) => /^(packages|services)\/[^/]+\/(web\/)?src\//.test(file.path));

/** Where every service begins; child processes, which get what they need of it; the AWS SDK has a switch nowhere else. */
const readers =
  /^packages\/(service-kit\/src\/service|.*\/(fork-converter|redis-binary|crashes|overwrite-loop|s3-client))\.ts$/;

describe('arrows', () => {
  it('sees the house', () => {
    expect(product.length).toBeGreaterThan(100);
    expect(new Set(product.map((file) => file.room))).toEqual(new Set(Object.keys(rooms)));
  });

  it('go only where the plan lets them', () => {
    const wrong = product.flatMap((file) =>
      file.imports.flatMap((specifier) => {
        const target = roomOf(packageOf(specifier));
        if (target === null || target === file.room) return [];
        const room = rooms[file.room];
        const pattern = room?.only?.[target];
        const allowed =
          room?.may.includes(target) && (pattern === undefined || new RegExp(pattern).test(file.inner));
        return allowed ? [] : [`${file.path} -> ${target}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('do not cross rooms by relative paths', () => {
    const wrong = product.filter((file) =>
      file.imports.some(
        (specifier) => specifier.startsWith('.') && leavesRoom(file.path, specifier, file.room),
      ),
    );
    expect(wrong.map((file) => file.path)).toEqual([]);
  });

  it('take nothing but types, and what needs no schema, from the contracts into the page', () => {
    const open = ['delivery-error-text', 'finding-names', 'loss-names', 'roles'];
    const needed = open.map((name) =>
      product.find(({ path }) => path === `packages/contracts/src/${name}.ts`),
    );
    for (const file of needed)
      expect(file?.text).not.toMatch(/^import (?!type\b)(?!.* with \{ type: 'json' \})/m);
    const page = product.filter((file) => file.room === 'services/console/web');
    expect(page.length).toBeGreaterThan(30);
    const schemas = new RegExp(
      `^import (?!type\\b)[^;]*?from '@nianbao/(?!contracts/(?:${open.join('|')})')`,
      'm',
    );
    const wrong = page.filter((file) => schemas.test(file.text));
    expect(wrong.map((file) => file.path)).toEqual([]);
  });

  it('keep each infrastructure library in its room', () => {
    const wrong = product.flatMap((file) =>
      file.imports.flatMap((specifier) => {
        const allowed = libraries[packageOf(specifier) ?? ''];
        return allowed && !allowed.includes(file.room) ? [`${file.path} imports ${specifier}`] : [];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('keep analysis and contracts free of Node', () => {
    const pure = product.filter((file) => ['packages/analysis', 'packages/contracts'].includes(file.room));
    expect(pure.length).toBeGreaterThan(30);
    const wrong = pure.filter(
      (file) =>
        file.imports.some((specifier) => specifier.startsWith('node:')) ||
        /\bDate\.now\(|new Date\(\)|\bprocess\.[a-z]/.test(file.text),
    );
    expect(wrong.map((file) => file.path)).toEqual([]);
  });

  it('leave the environment to the entry points', () => {
    const wrong = product.filter((file) => file.text.includes('process.env') && !readers.test(file.path));
    expect(wrong.map((file) => file.path)).toEqual([]);
  });
});

function roomOf(name: string | null): string | null {
  if (!name?.startsWith('@nianbao/')) return null;
  const short = name.slice('@nianbao/'.length);
  const top = ['packages', 'services'].find((each) => existsSync(join(root, each, short, 'package.json')));
  if (!top) throw new Error(`${name} is no package of this house`);
  const declared = JSON.parse(readFileSync(join(root, top, short, 'package.json'), 'utf8')) as {
    name: string;
  };
  expect(declared.name).toBe(name);
  return `${top}/${short}`;
}

function leavesRoom(path: string, specifier: string, room: string): boolean {
  return !join(path, '..', specifier).replaceAll('\\', '/').startsWith(`${room}/`);
}
