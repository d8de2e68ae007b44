import type { Delivery } from '@nianbao/catalogue';
import type { CreateSubscription, Result, SubscriptionFilter } from '@nianbao/contracts';
import { beforeEach, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../support/catalogue-backends.ts';
import { sampleFailure, sampleReport, sampleUpload } from '../support/catalogue-samples.ts';

/** Of endpoints that fail for long. */
const limits = { gone: false, disableAfterMs: 60_000, disableAttempts: 5 };
const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 8, minute)).toISOString();

function webhook(name: string, filter: SubscriptionFilter = {}): CreateSubscription {
  return { name, target: { kind: 'webhook', url: 'https://example.org/hook' }, filter, payload: 'full' };
}

await describeOnBothDatabases('deliveries', ({ catalogue, rival }) => {
  beforeEach(async () => {
    await catalogue().keepQueues([]);
    for (const { name } of await catalogue().subscriptions()) await catalogue().deleteSubscription(name);
  });
  const subscribe = (name: string, filter?: SubscriptionFilter) =>
    catalogue().createSubscription(webhook(name, filter), []);
  const publish = (result: Result) => catalogue().publish(result, `results/${result.resultId}`);
  const report = (name: string, minute = 0) => sampleReport(sampleUpload(name), { publishedAt: at(minute) });
  const take = (name: string, epoch = 'e1') => catalogue().takeDue(name, 100, epoch);
  const settle = (name: string, ...taken: Delivery[]) => catalogue().settle(name, taken);
  const ids = (list: { resultId: string }[]) => list.map(({ resultId }) => resultId);
  const standing = async (name: string) => {
    const { pending, sent, delivered, dead } = (await catalogue().subscription(name)) ?? {};
    return { pending, sent, delivered, dead };
  };

  it('has one per subscription, however often a result is published and whoever takes it', async () => {
    await subscribe('archive');
    await subscribe('results');
    const all = Array.from({ length: 30 }, (_, n) => report(`${n}.docx`, n));
    for (const one of all) await Promise.all([publish(one), rival().publish(one, `results/${one.resultId}`)]);
    const [mine, others] = await Promise.all([take('results'), rival().takeDue('results', 100, 'e1')]);
    expect(ids([...mine, ...others]).sort()).toEqual(ids(all).sort());
    expect(await take('results')).toEqual([]);
    expect(await standing('archive')).toEqual({ pending: 30, sent: 0, delivered: 0, dead: 0 });
    await settle('results', ...mine, ...others);
    expect(await standing('results')).toEqual({ pending: 0, sent: 0, delivered: 30, dead: 0 });
    await publish(all[0] ?? report('x'));
    expect(await take('results')).toEqual([]);
  });

  it('tells the first report from a revised one and a failure', async () => {
    await subscribe('all');
    const upload = sampleUpload('a.docx');
    const first = sampleReport(upload, { publishedAt: at(0) });
    const second = sampleReport(upload, { publishedAt: at(1), title: '新' });
    const failed = sampleFailure(upload, 'STAGE_TIMEOUT', { publishedAt: at(2) });
    const events: unknown[] = [];
    for (const result of [first, second, failed]) {
      await publish(result);
      const [taken] = await take('all');
      events.push([taken?.event, taken?.previousResultId]);
      if (taken) await settle('all', taken);
    }
    expect(events).toEqual([
      ['report.published', null],
      ['report.revised', first.resultId],
      ['report.failed', null],
    ]);
  });

  it.each<[string, SubscriptionFilter, boolean, boolean]>([
    ['no condition', {}, true, true],
    ['failures alone', { events: ['report.failed'] }, false, true],
    ['its genre', { profiles: ['other', 'rule-of-law-government'] }, true, false],
    ['another genre', { profiles: ['other'] }, false, false],
    ['its superior', { place: '青川' }, true, false],
    ['its own name', { place: '云栖镇' }, true, false],
    ['the end of its name', { place: '栖镇' }, false, false],
    ['a span of years', { yearFrom: 2025, yearTo: 2025 }, true, false],
    ['earlier years', { yearTo: 2024 }, false, false],
    ['later years', { yearFrom: 2026 }, false, false],
    ['a finding it has', { findings: ['numbering', 'part-missing'] }, true, false],
    ['a finding it lacks', { findings: ['numbering'] }, false, false],
    ['several conditions', { place: '青川湾县', yearFrom: 2020, findings: ['part-missing'] }, true, false],
  ])(
    'goes by the filter, when published as in a replay: %s',
    async (_, filter, takesReport, takesFailure) => {
      await subscribe('some', filter);
      const read = report('a.docx');
      const failed = sampleFailure(sampleUpload('b.docx'), 'CORRUPT_ZIP', { publishedAt: at(1) });
      await publish(read);
      await publish(failed);
      const expected = [...(takesReport ? [read] : []), ...(takesFailure ? [failed] : [])];
      expect(ids(await take('some'))).toEqual(ids(expected));
      await subscribe('late');
      expect(await catalogue().replay('late', { filter })).toBe(expected.length);
      expect(ids(await take('late'))).toEqual(ids(expected));
    },
  );

  it('keeps the order of a document: the older one is settled before the newer one is due', async () => {
    await subscribe('all');
    const upload = sampleUpload('a.docx');
    const versions = [2, 0, 1].map((minute) => sampleReport(upload, { publishedAt: at(minute) }));
    for (const version of versions) await publish(version);
    await publish(report('other.docx', 5));
    const order: string[][] = [];
    for (let round = 0; round < 3; round += 1) {
      const taken = await take('all');
      order.push(taken.map(({ publishedAt }) => publishedAt));
      expect(await take('all')).toEqual([]);
      // That the first one is given up does not hold up the others for ever.
      await catalogue().settle(
        'all',
        taken.map((each) => (round ? each : { ...each, error: 'refused' })),
      );
    }
    expect(order).toEqual([[at(0), at(5)], [at(1)], [at(2)]]);
    const early = sampleReport(upload, { publishedAt: at(-1) });
    await publish(early);
    expect(await take('all')).toEqual([]);
    const { deliveries } = await catalogue().deliveries('all', { state: 'superseded', limit: 9 });
    expect(ids(deliveries)).toEqual([early.resultId]);
  });

  it('goes again when Redis was lost, and an end that comes late for it is of no account', async () => {
    await subscribe('all');
    const one = report('a.docx');
    await publish(one);
    const [first] = await take('all', 'e1');
    expect(await catalogue().recallLost('e1')).toBe(0);
    expect(await catalogue().recallLost('e2')).toBe(1);
    if (first) await settle('all', first);
    expect(await standing('all')).toMatchObject({ pending: 1, delivered: 0 });
    expect(ids(await take('all', 'e2'))).toEqual([one.resultId]);
    await catalogue().giveBack('all', [one.resultId]);
    expect(ids(await take('all', 'e2'))).toEqual([one.resultId]);
    expect(ids(await catalogue().unsettled('all', -1, { limit: 5 }))).toEqual([one.resultId]);
    expect(await catalogue().unsettled('all', 60, { limit: 5 })).toEqual([]);
  });

  it('replays from a date, under a new key, and dead letters with what came after them', async () => {
    await subscribe('all');
    const upload = sampleUpload('a.docx');
    const old = sampleReport(upload, { publishedAt: at(0) });
    const newer = sampleReport(upload, { publishedAt: at(1) });
    const other = report('b.docx', 2);
    for (const result of [old, newer, other]) await publish(result);
    const refuse = (taken: Delivery[]) =>
      taken.map((each) => (each.resultId === old.resultId ? { ...each, error: 'HTTP 500' } : each));
    await catalogue().settle('all', refuse(await take('all')));
    await settle('all', ...(await take('all')));
    expect(await standing('all')).toEqual({ pending: 0, sent: 0, delivered: 2, dead: 1 });

    expect(await catalogue().replay('all', { dead: true })).toBe(2);
    const [again] = await take('all');
    expect(again).toMatchObject({ resultId: old.resultId, replay: 1 });
    if (again) await settle('all', { ...again, replay: 0 });
    expect(await standing('all')).toMatchObject({ sent: 1 });
    if (again) await settle('all', again);
    await settle('all', ...(await take('all')));

    expect(await catalogue().replay('all', { from: at(2) })).toBe(1);
    expect(await catalogue().replay('all', { from: at(2) })).toBe(0);
    // A document is replayed as it stands: without the report that was replaced.
    expect(await catalogue().replay('all', { all: true })).toBe(1);
    const keys = (list: Delivery[]) => list.map(({ resultId, replay }) => [resultId, replay]);
    const replayed = await take('all');
    expect(keys(replayed)).toEqual([
      [newer.resultId, 4],
      [other.resultId, 2],
    ]);
    expect(await catalogue().replay('nobody', { all: true })).toBeNull();

    // What was acknowledged may go; the next replay is no repetition of an earlier one all the same.
    await settle('all', ...replayed);
    await publish(sampleReport(upload, { publishedAt: at(-1), title: '早' }));
    expect(await catalogue().pruneDeliveries(1, 100)).toBe(0);
    expect([await catalogue().pruneDeliveries(-1, 3), await catalogue().pruneDeliveries(-1, 3)]).toEqual([
      3, 1,
    ]);
    expect(await catalogue().replay('all', { all: true })).toBe(2);
    expect(keys(await take('all'))).toEqual([
      [newer.resultId, 5],
      [other.resultId, 5],
    ]);
    expect(await standing('all')).toMatchObject({ delivered: 6, dead: 0 });
  });

  it('refuses a second of the same name or queue, and to delete what the environment names', async () => {
    await catalogue().keepQueues(['results']);
    const queue = (name: string) => ({
      ...webhook(name),
      target: { kind: 'queue' as const, queue: 'results' },
    });
    expect(await catalogue().createSubscription(queue('second'), [])).toBe('queue');
    expect(await catalogue().createSubscription(webhook('results'), [])).toBe('name');
    expect(await catalogue().deleteSubscription('results')).toBe(false);
    await catalogue().changeSubscription('results', { state: 'paused' });
    await catalogue().keepQueues(['results', 'more']);
    expect((await catalogue().subscriptions()).map(({ name, state }) => [name, state])).toEqual([
      ['more', 'active'],
      ['results', 'paused'],
    ]);
    await catalogue().keepQueues(['more']);
    expect(await catalogue().deleteSubscription('results')).toBe(true);
  });

  it('shows how a subscription stands', async () => {
    await subscribe('all');
    for (const n of [1, 2, 3]) await publish(report(`${n}.docx`, n));
    const [one, two] = await take('all');
    await catalogue().noteFailure('all', 'HTTP 503', limits);
    expect(await catalogue().subscription('all')).toMatchObject({ failures: 1, lastError: 'HTTP 503' });
    if (one && two) await settle('all', one, { ...two, error: 'HTTP 503' } as Delivery);
    const status = await catalogue().subscription('all');
    expect(status).toMatchObject({
      pending: 0,
      sent: 1,
      delivered: 1,
      dead: 1,
      failures: 0,
      state: 'active',
    });
    expect(status?.lagSeconds).toBeGreaterThan(0);
    const page = await catalogue().deliveries('all', { state: 'dead', limit: 1 });
    expect(page).toMatchObject({
      deliveries: [{ error: 'HTTP 503', event: 'report.published' }],
      nextCursor: null,
    });
    expect(await catalogue().noteFailure('all', 'HTTP 410', { ...limits, gone: true })).toBe(true);
    expect(await catalogue().subscription('all')).toMatchObject({
      state: 'disabled',
      disabledReason: 'gone',
    });
    await expect(catalogue().deliveries('all', { state: 'dead', limit: 1, cursor: '?' })).rejects.toThrow(
      RangeError,
    );
  });
});
