import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Result } from '@nianbao/contracts';
import { createFsStore, keys } from '@nianbao/object-store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sampleAt } from '../../contracts/test/sample-payloads.ts';
import { InvalidPayloadError, UnknownSchemaVersionError } from '../src/index.ts';
import { type ReadResultsOptions, readResults } from '../src/store/read-results.ts';

const dir = mkdtempSync(join(tmpdir(), 'nianbao-read-results-'));
const store = createFsStore({ root: dir });
const report = Result.parse(sampleAt('1.0/result.report.json'));
const failure = Result.parse(sampleAt('1.0/result.failure.json'));

function put(like: Result, document: string, version: string, publishedAt: string, more: object = {}) {
  const documentId = document.padStart(64, '0');
  const resultId = version.padStart(32, '0');
  const result = { ...like, documentId, resultId, publishedAt, ...more };
  return store.put(keys.result(documentId, resultId), JSON.stringify(result));
}

async function read(options: Omit<ReadResultsOptions, 'store'> = {}): Promise<string[]> {
  const found: string[] = [];
  for await (const { resultId } of readResults({ store: { dir }, ...options }))
    found.push(resultId.replace(/^0+/, ''));
  return found;
}

beforeAll(async () => {
  await put(report, 'a', 'a1', '2026-01-02T00:00:00.000Z');
  await put(report, 'a', 'a2', '2026-01-01T00:00:00.000Z');
  await put(failure, 'b', 'b1', '2026-02-01T00:00:00.000Z');
  for (let n = 0; n < 20; n += 1) await put(report, `c${n}c`, `${n}c`, '2025-01-01T00:00:00.000Z');
});
afterAll(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

it('reads the newest result of every document, or all there are', async () => {
  expect(await read()).toHaveLength(22);
  expect((await read()).filter((each) => /^[ab]/.test(each))).toEqual(['a1', 'b1']);
  expect((await read({ versions: 'all' })).filter((each) => /^[ab]/.test(each))).toEqual(['a2', 'a1', 'b1']);
});

it('reads one kind, and what was published since', async () => {
  expect(await read({ kind: 'failure' })).toEqual(['b1']);
  expect(await read({ since: '2026-01-02T00:00:00Z' })).toEqual(['a1', 'b1']);
  expect(await read({ since: new Date('2099-01-01') })).toEqual([]);
  await expect(read({ since: 'yesterday' })).rejects.toThrow(TypeError);
  await expect(readResults({ store: { dir: join(dir, 'nowhere') } }).next()).rejects.toThrow(
    'cannot be read',
  );
  for await (const { outline } of readResults({ store: { dir }, kind: 'report', since: '2026-01-01' }))
    expect(outline.jurisdiction).toBe('红坡乡');
});

it('names what it cannot read, and goes on when told', async () => {
  await put(report, 'd', 'd1', '2026-01-01T00:00:00.000Z', { schemaVersion: 2 });
  await store.put(keys.result('e'.padStart(64, '0'), 'e1'.padStart(32, '0')), '{"kind":');
  await expect(read()).rejects.toThrow(InvalidPayloadError);
  const refused: Error[] = [];
  expect(await read({ onInvalid: (_key, error) => refused.push(error) })).toHaveLength(22);
  expect(refused).toEqual([
    expect.any(UnknownSchemaVersionError),
    expect.objectContaining({ message: 'no JSON' }),
  ]);
});
