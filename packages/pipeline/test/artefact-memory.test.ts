import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outline } from '@nianbao/contracts';
import { createFsStore } from '@nianbao/object-store';
import { afterEach, describe, expect, it } from 'vitest';
import { createArtefactMemory } from '../src/artefacts/artefact-memory.ts';
import { loadArtefact, storeArtefact } from '../src/artefacts/artefacts.ts';

const root = mkdtempSync(join(tmpdir(), 'nianbao-artefacts-'));
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('createArtefactMemory', () => {
  it('forgets what was used longest ago, once there is too much', () => {
    const memory = createArtefactMemory(10);
    memory.remember('a', 'A', 4);
    memory.remember('b', 'B', 4);
    expect(memory.recall('a')).toBe('A');
    memory.remember('c', 'C', 4);
    expect(['a', 'b', 'c'].map((key) => memory.recall(key))).toEqual(['A', undefined, 'C']);
  });

  it('counts what is remembered again once, and does not empty itself for what is too large', () => {
    const memory = createArtefactMemory(10);
    for (let n = 0; n < 5; n += 1) memory.remember('a', n, 4);
    memory.remember('b', 'B', 6);
    memory.remember('huge', 'H', 11);
    expect(['a', 'b', 'huge'].map((key) => memory.recall(key))).toEqual([4, 'B', undefined]);
  });
});

describe('artefacts', () => {
  const outline: Outline = {
    title: null,
    year: 2024,
    jurisdiction: '青禾镇',
    parentJurisdictions: [],
    issuer: null,
    issuedOn: null,
    addressee: null,
    sections: [],
    items: [],
    noise: [],
  };

  it('are remembered as they were stored and as they were loaded', async () => {
    const store = createFsStore({ root });
    const writer = createArtefactMemory();
    const stored = await storeArtefact(store, 'segment', 'artefacts/x', outline, writer);
    expect(writer.recall('artefacts/x')).toBe(stored);
    const reader = createArtefactMemory();
    expect(await loadArtefact(store, 'segment', 'artefacts/x', reader)).toEqual(outline);
    expect(reader.recall('artefacts/x')).toEqual(outline);
  });

  it('remember what the first one wrote, not what the second one would have', async () => {
    const store = createFsStore({ root });
    await storeArtefact(store, 'segment', 'artefacts/x', outline);
    const memory = createArtefactMemory();
    const second = await storeArtefact(store, 'segment', 'artefacts/x', { ...outline, year: 2023 }, memory);
    expect(second).toMatchObject({ year: 2024 });
    expect(memory.recall('artefacts/x')).toMatchObject({ year: 2024 });
  });

  it('remember nothing that could not be stored', async () => {
    const memory = createArtefactMemory();
    const broken = storeArtefact(createFsStore({ root }), 'segment', 'artefacts/x', { year: '2024' }, memory);
    await expect(broken).rejects.toMatchObject({ code: 'INVALID_OUTPUT' });
    expect(memory.recall('artefacts/x')).toBeUndefined();
  });
});
