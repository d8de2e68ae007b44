import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ObjectStore } from '../object-store.ts';
import { freshPrefix, type StoreHarness } from './harness.ts';

const kills = 20;
/** Objects that the child overwrites in turn. */
const objects = 4;
const script = fileURLToPath(new URL('./overwrite-loop.ts', import.meta.url));

/** Writers killed in the middle of overwriting: what lies there is one of the versions, whole, and described by its own metadata. */
export function describeCrashes(harness: () => StoreHarness): void {
  describe('crashes', () => {
    let store: ObjectStore;
    const prefix = freshPrefix();
    beforeAll(async () => {
      store = await harness().open();
    });
    afterAll(() => store.close());

    it(`keeps every object whole through ${kills} kills`, { timeout: 240_000 }, async () => {
      let overwritten = 0;
      for (let kill = 0; kill < kills; kill++) {
        await overwriteUntilKilled(harness().env, prefix, 20 + Math.random() * 200);
        for (let i = 0; i < objects; i++) overwritten += await expectWhole(store, `${prefix}${i}`);
      }
      // Killed before they got going, the writers would prove nothing.
      expect(overwritten).toBeGreaterThan(kills);
    });
  });
}

/** How often its writer had overwritten it. */
async function expectWhole(store: ObjectStore, key: string): Promise<number> {
  const { body, size, etag, metadata } = await store.get(key);
  const bytes = Buffer.concat(await body.toArray());
  const digest = createHash('sha256').update(bytes).digest('hex');
  expect(bytes.length).toBe(size);
  expect(metadata).toMatchObject({ sha256: digest, name: `第 ${size} 字节` });
  const digests = [digest, createHash('md5').update(bytes).digest('hex')];
  expect(digests).toContain(etag);
  return Number(metadata.round);
}

async function overwriteUntilKilled(
  env: Record<string, string>,
  prefix: string,
  afterMs: number,
): Promise<void> {
  const child = spawn(
    process.execPath,
    ['--no-warnings', '--import', 'tsx', script, prefix, String(objects)],
    {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const exit = once(child, 'exit');
  // Its first line: every object is there, the overwriting begins.
  const [first] = await Promise.race([once(child.stdout, 'data'), exit]);
  expect(String(first)).toContain('overwriting');
  await delay(afterMs);
  child.kill('SIGKILL');
  const [, signal] = await exit;
  expect(signal).toBe('SIGKILL');
}
