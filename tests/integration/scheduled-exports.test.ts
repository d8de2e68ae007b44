import { createHash } from 'node:crypto';
import { ExportManifest, type ExportSchedule } from '@nianbao/contracts';
import { serveHttp } from '@nianbao/service-kit/http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spawnCli } from '../../packages/cli/test/spawn-cli.ts';
import type { ConsoleApp } from '../../services/console/src/create-console-app.ts';
import { nextRun } from '../../services/console/src/exports/next-run.ts';
import { runDueExports } from '../../services/console/src/exports/run-due-exports.ts';
import { sampleReport, sampleUpload } from '../support/catalogue-samples.ts';
import { type HttpBench, objectKeys, readProblem, startHttpBench } from '../support/http-bench.ts';
import { sampleConsole, sampleSettings } from '../support/sample-console.ts';

let bench: HttpBench;
let served: ConsoleApp;

beforeAll(async () => {
  bench = await startHttpBench();
  served = sampleConsole(bench);
  for (let n = 0; n < 4; n += 1) {
    const upload = sampleUpload(`${n}.docx`);
    await bench.catalogue.register([upload], 'e');
    await bench.catalogue.publish(sampleReport(upload, { quantities: n }), `results/${n}`);
  }
});
afterAll(async () => {
  served.endStreams();
  await served.stop();
  await bench.stop();
});

const call = (method: string, path = '', body?: object) =>
  served.app.request(`http://127.0.0.1/api/exports/schedules${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
const schedule = async (name: string) => {
  const { schedules } = (await (await call('GET')).json()) as { schedules: ExportSchedule[] };
  return schedules.find((each) => each.name === name);
};
const runDue = () => runDueExports({ ...bench, config: sampleSettings }, new AbortController().signal);
/** Keys of a schedule without its prefix. */
const written = async (name: string) =>
  (await objectKeys(bench.store)).flatMap((key) =>
    key.startsWith(`exports/${name}/`) ? [key.slice(`exports/${name}/`.length)] : [],
  );
const makeDue = (name: string, at: string) =>
  bench.catalogue.changeExportSchedule(name, { dueAt: new Date(at) });

describe('a scheduled export', () => {
  it('writes its files and, last, their manifest, when its time has come', async () => {
    const request = { format: 'csv', tables: ['reports', 'figures'], lang: 'names', name: '3.docx' };
    const created = await call('POST', '', { name: 'weekly', cron: '30 2 * * 1', request });
    expect(created.status).toBe(201);
    expect(await created.json()).toMatchObject({
      timeZone: 'Asia/Shanghai',
      keep: 10,
      prefix: 'exports/weekly/',
      createdBy: 'local',
      lastRun: null,
    });
    await runDue();
    expect(await written('weekly')).toEqual([]);
    await makeDue('weekly', '2026-11-15T18:30:00Z');
    await runDue();
    const folder = '20261115T183000Z/';
    expect(await written('weekly')).toEqual(
      ['figures.csv', 'manifest.json', 'reports.csv'].map((name) => folder + name),
    );
    const bytes = (name: string) => bench.store.getBytes(`exports/weekly/${folder}${name}`);
    const manifest = ExportManifest.parse(JSON.parse(Buffer.from(await bytes('manifest.json')).toString()));
    for (const file of manifest.files)
      expect(
        createHash('sha256')
          .update(await bytes(file.name))
          .digest('hex'),
      ).toBe(file.sha256);
    const after = await schedule('weekly');
    expect(after?.lastRun).toMatchObject({
      at: '2026-11-15T18:30:00.000Z',
      outcome: 'done',
      rows: 4,
      error: null,
    });
    expect(after?.lastRun?.keys.at(-1)).toBe(`exports/weekly/${folder}manifest.json`);
    expect(Date.parse(after?.dueAt ?? '')).toBeGreaterThan(Date.now());
  });

  it('is repeated in its own place when it was broken off, and runs that never ended are cleared away', async () => {
    const request = { format: 'ndjson', tables: ['reports'] };
    await call('POST', '', { name: 'broken', cron: '0 * * * *', keep: 2, request });
    const put = (key: string) => bench.store.put(`exports/broken/${key}`, '{"half":');
    await put('20261101T000000Z/reports.ndjson');
    await makeDue('broken', '2026-11-02T00:00:00Z');
    await put('20261102T000000Z/reports.ndjson');
    await runDue();
    expect(await written('broken')).toEqual([
      '20261102T000000Z/manifest.json',
      '20261102T000000Z/reports.ndjson',
    ]);
    const whole = await bench.store.getBytes('exports/broken/20261102T000000Z/reports.ndjson');
    expect(Buffer.from(whole).toString().trim().split('\n')).toHaveLength(4);
    for (const day of ['03', '04']) {
      await makeDue('broken', `2026-11-${day}T00:00:00Z`);
      await runDue();
    }
    expect((await written('broken')).filter((key) => key.endsWith('manifest.json'))).toEqual([
      '20261103T000000Z/manifest.json',
      '20261104T000000Z/manifest.json',
    ]);
  });

  it('stops at once and stays due when the process ends; and does not run while paused', async () => {
    await call('POST', '', { name: 'stopped', cron: '0 0 1 * *', request: { format: 'xlsx' } });
    const asked = await call('POST', '/stopped/run');
    expect(asked.status).toBe(202);
    const stop = new AbortController();
    const running = runDueExports({ ...bench, config: sampleSettings }, stop.signal);
    stop.abort(new Error('the end'));
    await running.catch(() => {});
    expect(Date.parse((await schedule('stopped'))?.dueAt ?? '')).toBeLessThanOrEqual(Date.now());
    const paused = await call('PATCH', '/stopped', { paused: true });
    expect(await paused.json()).toMatchObject({ paused: true, dueAt: null });
    await runDue();
    expect((await schedule('stopped'))?.lastRun?.outcome).not.toBe('done');
    // Who asks for it gets it all the same, once.
    await call('POST', '/stopped/run');
    await runDue();
    expect(await schedule('stopped')).toMatchObject({ dueAt: null, lastRun: { outcome: 'done' } });
  });

  it('says why it failed and goes on at its next time', async () => {
    await call('POST', '', { name: 'failing', cron: '0 0 1 * *', request: { format: 'csv' } });
    await makeDue('failing', '2026-11-05T00:00:00Z');
    await bench.store.put('exports/failing/20261105T000000Z/manifest.json', 'no JSON');
    await runDue();
    const { lastRun, dueAt } = (await schedule('failing')) ?? {};
    expect(lastRun).toMatchObject({ outcome: 'failed', error: expect.stringMatching(/JSON/) });
    expect(Date.parse(dueAt ?? '')).toBeGreaterThan(Date.now());
  });

  it('refuses times, names and requests it cannot keep', async () => {
    const daily = { name: 'daily', cron: '0 7 * * *' };
    for (const [status, body] of [
      [400, { ...daily, cron: '0 0 31 2 *' }],
      [400, { ...daily, cron: '61 * * * *' }],
      [400, { ...daily, cron: '* * * * * *' }],
      [400, { ...daily, timeZone: 'Asia/Nowhere' }],
      [400, { ...daily, name: '../up' }],
      [400, { ...daily, request: { tables: ['secrets'] } }],
      [409, { ...daily, name: 'weekly' }],
    ] as const)
      expect([body, (await readProblem(await call('POST', '', body))).status]).toEqual([body, status]);
    expect((await readProblem(await call('DELETE', '/daily'))).code).toBe('EXPORT_SCHEDULE_UNKNOWN');
    expect((await readProblem(await call('PATCH', '/weekly', { cron: '0 0 31 2 *' }))).status).toBe(400);
  });

  it('goes by the clock of its time zone', () => {
    const after = new Date('2026-11-22T18:30:00Z');
    const next = (timeZone: string) => nextRun({ cron: '30 2 * * 1', timeZone }, after).toISOString();
    expect(next('Asia/Shanghai')).toBe('2026-11-29T18:30:00.000Z');
    expect(next('UTC')).toBe('2026-11-23T02:30:00.000Z');
  });
});

describe('nianbao export schedule', { timeout: 120_000 }, () => {
  it('creates, lists, runs and removes', async () => {
    const http = await serveHttp(served.app, { host: '127.0.0.1', port: 0 });
    const cli = (...args: string[]) =>
      spawnCli(['export', 'schedule', ...args, '--lang', 'en'], {
        NIANBAO_API_URL: http.url,
        NIANBAO_INTAKE_URL: http.url,
      });
    try {
      const created = await cli(
        'create',
        'lake',
        '--every',
        '6h',
        '--format',
        'parquet',
        '--names',
        '--json',
      );
      expect(JSON.parse(created.stdout)).toMatchObject({
        name: 'lake',
        cron: '0 */6 * * *',
        request: { format: 'parquet', lang: 'names' },
      });
      expect((await cli('create', 'lake', '--every', '7h')).code).toBe(2);
      expect((await cli('run', 'lake')).stdout).toContain('exports/lake/');
      await runDue();
      expect((await cli('list')).stdout).toMatch(/lake .*rows/);
      expect((await cli('remove', 'lake')).stdout).toContain('Removed: lake');
      expect(await schedule('lake')).toBeUndefined();
      expect(await written('lake')).toHaveLength(6);
    } finally {
      await http.stop();
    }
  });
});
