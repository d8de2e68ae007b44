import type { Catalogue, NewUpload } from '@nianbao/catalogue';
import type { Account, DocumentSummary } from '@nianbao/contracts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../support/catalogue-backends.ts';
import { sampleFailure, sampleReport, sampleUpload, sha256 } from '../support/catalogue-samples.ts';

const batches = ['甲', '乙'];
const uploads = batches.flatMap((batch) => ['1', '2', '3'].map((name) => sampleUpload(name, batch)));

/** Two files of each batch are alike, and alike in both batches. */
const contentOf = (upload: NewUpload) => (upload.name === '3' ? upload.uploadId : 'the same');

type Step = (catalogue: Catalogue, upload: NewUpload, at: number) => Promise<unknown>;
const instant = (at: number) => new Date(Date.UTC(2026, 1, 1, 0, 0, at)).toISOString();
const publish = (code?: 'CORRUPT_ZIP' | 'ENCRYPTED'): Step => {
  return (catalogue, upload, at) => {
    const options = { content: contentOf(upload), publishedAt: instant(at) };
    const result = code ? sampleFailure(upload, code, options) : sampleReport(upload, options);
    return catalogue.publish(result, `results/${at}`);
  };
};

/** Everything that may change an upload's state, or whether it is there. */
const steps: Record<string, Step> = {
  register: (catalogue, upload) => catalogue.register([upload], 'e'),
  'register all': (catalogue) => catalogue.register(uploads, 'e'),
  claim: (catalogue, upload) => catalogue.claim(upload.uploadId, sha256(contentOf(upload)), 'docx'),
  report: publish(),
  fail: publish('CORRUPT_ZIP'),
  refuse: publish('ENCRYPTED'),
  reopen: (catalogue, upload) => catalogue.reopen([upload.uploadId]),
  'reopen finished': (catalogue, upload) => catalogue.reopenFinished(upload.uploadId),
  discard: (catalogue, upload) => catalogue.discard({ batch: upload.batchId, reason: 'test', limit: 1 }),
  delete: forget,
  rebuild: (catalogue) => catalogue.refill(async () => {}),
};

async function forget(catalogue: Catalogue, upload: NewUpload, at: number) {
  const filter = { ids: [upload.uploadId] };
  await catalogue.startDeletion(`20261122-081500-${at.toString(16).padStart(6, '0')}`, filter, {
    actor: 'test',
    reason: 'test',
  });
  for (const due of await catalogue.dueDeletions(10)) await catalogue.forget(due, 0);
}

function counted(listed: readonly DocumentSummary[]): Account {
  const of = (state: DocumentSummary['state']) => listed.filter((each) => each.state === state).length;
  const discarded = listed.filter((each) => each.discardedAt !== undefined).length;
  return {
    uploaded: listed.length,
    published: of('published'),
    failed: of('failed'),
    unsupported: of('unsupported'),
    duplicate: of('duplicate'),
    inFlight: of('in-flight'),
    ...(discarded > 0 && { discarded }),
  };
}

async function expectTrueAccounts(catalogue: Catalogue) {
  const { documents } = await catalogue.documents({ limit: 100 });
  expect(await catalogue.account()).toEqual(counted(documents));
  const ofBatch = (batch: string) => counted(documents.filter((each) => each.batchId === batch));
  for (const batch of batches) expect(await catalogue.account(batch)).toEqual(ofBatch(batch));
  for (const { batchId, account } of await catalogue.batches(10)) expect(account).toEqual(ofBatch(batchId));
}

const history = fc.array(
  fc.array(fc.tuple(fc.constantFrom(...Object.keys(steps)), fc.constantFrom(...uploads)), {
    minLength: 1,
    maxLength: 3,
  }),
  { minLength: 5, maxLength: 12 },
);

await describeOnBothDatabases('accounts', ({ catalogue, rival }) => {
  it('are those of the list of uploads after any history, also of steps at once', async () => {
    const done = new Set<string>();
    let at = 0;
    await fc.assert(
      fc.asyncProperty(history, async (rounds) => {
        await catalogue().refill(async () => {});
        await catalogue().register(uploads, 'e');
        for (const round of rounds) {
          const settled = await Promise.allSettled(
            round.map(async ([name, upload], lane) => {
              at += 1;
              await steps[name]?.(lane % 2 === 0 ? catalogue() : rival(), upload, at);
              done.add(name);
            }),
          );
          expect(settled).toHaveLength(round.length);
          await expectTrueAccounts(catalogue());
        }
      }),
      { numRuns: 10 },
    );
    expect([...done].toSorted()).toEqual(Object.keys(steps).toSorted());
  }, 120_000);
});
