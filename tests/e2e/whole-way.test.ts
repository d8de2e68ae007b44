import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ReportResult } from '@nianbao/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createContractCheck } from '../../packages/contracts/test/contract-validator.ts';
import { corpusFolder } from '../support/corpus.ts';
import { type House, startHouse } from '../support/house.ts';

const samples = fileURLToPath(new URL('../samples/reports', import.meta.url));
let house: House | null;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house?.stop());

describe('the whole way of a report', () => {
  it('reads the samples: every upload is accounted for and every result reaches the consumer', async ({
    skip,
  }) => {
    if (!house) return skip('no PostgreSQL server');
    const { client, consumed } = house;
    const files = readdirSync(samples);
    for (const name of files) await client.uploadFile(join(samples, name), { batch: 'samples', name });
    const account = await house.settled(files.length);
    expect(account).toEqual({
      uploaded: 16,
      published: 14,
      failed: 1,
      unsupported: 0,
      duplicate: 1,
      inFlight: 0,
    });
    await expect.poll(() => consumed.length, { timeout: 20_000 }).toBe(15);
    const failure = consumed.find((result) => result.kind === 'failure');
    expect(failure).toMatchObject({
      code: 'CORRUPT_ZIP',
      stage: 'convert',
      source: { name: '14-损坏的文件.docx' },
    });
    const violationOf = createContractCheck('v1', 'result');
    expect(consumed.map(violationOf).filter((violation) => violation !== null)).toEqual([]);
    const reports = consumed.filter((result) => result.kind === 'report');
    for (const result of reports) checkProvenance(result);
    // Nobody named a genre: the text tells it.
    for (const { source, profile, versions } of reports) {
      const genre = /^1[56]-/.test(source.name)
        ? 'government-information-disclosure'
        : 'rule-of-law-government';
      expect(profile).toMatchObject({ id: genre, chosen: 'automatic' });
      expect(versions.profile).toBe(`${genre}@${profile?.version}`);
    }
    const { documents } = await client.documents({ batch: 'samples', state: 'published' });
    expect(documents.map((document) => document.year)).not.toContain(undefined);
    const detail = await client.document(documents[0]?.documentId ?? '');
    expect(detail.result).toMatchObject({ kind: 'report' });
  });

  it('reads the corpus alike in .txt, .docx and .pdf', async ({ skip }) => {
    if (!house) return skip('no PostgreSQL server');
    const corpus = corpusFolder();
    if (!corpus) return skip('no corpus: set NIANBAO_CORPUS');
    const { client, consumed } = house;
    const before = consumed.length;
    const { account } = await client.status();
    const files = [0, 1, 2, 3, 4].flatMap((n) => [
      `txt/00${n}.txt`,
      `docx/00${n}.gw.docx`,
      `pdf/00${n}.gw.pdf`,
    ]);
    for (const file of files) {
      await client.uploadFile(join(corpus, 'formats', file), { batch: 'corpus', name: basename(file) });
    }
    await house.settled(account.uploaded + files.length);
    await expect.poll(() => consumed.length - before, { timeout: 20_000 }).toBe(files.length);
    const reports = consumed.slice(before).filter((result) => result.kind === 'report');
    expect(reports).toHaveLength(files.length);
    for (const n of [0, 1, 2, 3, 4]) {
      const [first, ...others] = reports
        .filter((report) => report.source.name.startsWith(`00${n}.`))
        .map(figures);
      for (const other of others) expect(other).toEqual(first);
    }
  });
});

function figures({ quantities, indicators }: ReportResult) {
  return {
    quantities: quantities.map(({ value, unit, status }) => `${value}${unit} ${status}`),
    indicators: indicators.map(({ key, value }) => `${key}=${value}`).sort(),
  };
}

function checkProvenance({ quantities, textKey }: ReportResult): void {
  expect(textKey).toMatch(/^artefacts\//);
  for (const { start, end, quote } of quantities) expect(end - start).toBe(quote.length);
}
