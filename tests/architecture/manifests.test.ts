import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageOf, root, type SourceFile, sourceFiles } from './source-tree.ts';

interface Manifest {
  name: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/** Provided by the root: every room's tests may use them. */
const fromRoot = new Set(['vitest', 'tsx', 'typescript', '@types/node']);
/** Loaded by name at run time, where no import shows it. */
const byName: Record<string, string[]> = {
  'packages/conversion': ['tsx', 'pdfjs-dist', '@tesseract.js-data/chi_sim'],
  'packages/cli': ['tsx'],
  'packages/pipeline': ['tsx'], // in the script of its thread
  'packages/catalogue': ['@electric-sql/pglite'], // in the script of its thread
  // The console builds the page by vite's command; typings are no imports.
  'services/console/web': ['vite', '@types/react', '@types/react-dom', 'react-dom'],
};

const files = sourceFiles();
const rooms = ['packages', 'services'].flatMap((top) =>
  readdirSync(join(root, top), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${top}/${name}`),
);
const manifests = [...rooms, 'services/console/web', 'tests', 'infra'].map((room) => ({
  room,
  manifest: read(room),
}));

describe('manifests', () => {
  it('sees the house', () => expect(manifests.length).toBeGreaterThanOrEqual(17));

  it.each(manifests)('$room declares what it imports', ({ room, manifest }) => {
    const declared = new Set([
      ...Object.keys(manifest.dependencies ?? {}),
      ...Object.keys(manifest.devDependencies ?? {}),
      manifest.name,
    ]);
    const missing = [...imported(room, () => true)].filter(
      (name) => !declared.has(name) && !fromRoot.has(name),
    );
    expect(missing).toEqual([]);
  });

  it.each(manifests)('$room imports what it declares', ({ room, manifest }) => {
    const used = new Set([...imported(room, () => true), ...(byName[room] ?? [])]);
    const idle = Object.keys(manifest.dependencies ?? {}).filter((name) => !used.has(name));
    expect(idle).toEqual([]);
  });

  it.each(manifests)('$room ships what its sources import', ({ room, manifest }) => {
    if (!/^(packages|services)\//.test(room)) return;
    const declared = new Set(Object.keys(manifest.dependencies ?? {}));
    const missing = [...imported(room, (file) => file.path.startsWith(`${room}/src/`))].filter(
      (name) => !declared.has(name) && name !== manifest.name && name !== 'vitest',
    );
    expect(missing).toEqual([]);
  });

  it.each(manifests)('$room takes every version from the catalog', ({ manifest }) => {
    const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    const wrong = all.filter(
      ([name, version]) => version !== (name.startsWith('@nianbao/') ? 'workspace:*' : 'catalog:'),
    );
    expect(wrong).toEqual([]);
  });
});

function imported(room: string, where: (file: SourceFile) => boolean): Set<string> {
  const own = files.filter((file) => file.room === room && where(file));
  return new Set(own.flatMap((file) => file.imports.map(packageOf).filter((name) => name !== null)));
}

function read(room: string): Manifest {
  return JSON.parse(readFileSync(join(root, room, 'package.json'), 'utf8')) as Manifest;
}
