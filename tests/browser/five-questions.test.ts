import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createClient } from '@nianbao/client';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openChromium } from '../support/chromium.ts';
import { type OpenPage, openPage } from '../support/open-page.ts';
import { type StackProcess, startStackProcess } from '../support/stack-process.ts';
import { troubles, writeTroubledBatch } from '../support/troubled-batch.ts';

/** Files and failures among them: `NIANBAO_OPERATOR_BATCH=2000/40` for the size operators have. */
const [count = 100, failing = 10] = (process.env.NIANBAO_OPERATOR_BATCH ?? '100/10').split('/').map(Number);
const settleMs = 60_000 + count * 500;
const root = fileURLToPath(new URL('../..', import.meta.url));
const browser: Browser | null = await openChromium();

/**
 * What an operator asks at 9 a.m., each answered within two clicks from the overview, and by one command: is it running, how long will
 * it take, what failed, why, and what do I do?
 */
describe.skipIf(browser === null)(`five questions on ${count} files with ${failing} failures`, () => {
  let folder: string;
  let stack: StackProcess;
  let at: OpenPage;
  const answers: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nianbao-questions-'));
    await writeTroubledBatch(join(folder, 'files'), count, failing);
    stack = await startStackProcess(join(folder, 'home'));
    at = await openPage(browser);
    await at.page.goto(stack.apiUrl);
    await at.page.locator('.top').waitFor({ timeout: 90_000 });
  });
  afterAll(async () => {
    console.log(answers.join('\n'));
    await browser?.close();
    await stack?.end('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  });

  /** Goes from the overview by these clicks and reads the answer. */
  async function onPage(question: string, answer: Locator, ...clicks: Locator[]): Promise<void> {
    expect(clicks.length).toBeLessThanOrEqual(2);
    await at.page.goto(stack.apiUrl);
    const startedAt = performance.now();
    for (const click of clicks) await click.click();
    await answer.first().waitFor({ timeout: 30_000 });
    const ms = Math.round(performance.now() - startedAt);
    answers.push(`${question} | ${clicks.length} clicks, ${ms} ms | ${await answer.first().textContent()}`);
  }

  async function byCommand(question: string, answer: RegExp, ...args: string[]): Promise<void> {
    const startedAt = performance.now();
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', 'packages/cli/src/main.ts', ...args],
      {
        cwd: root,
        env: { PATH: process.env.PATH, NIANBAO_HOME: join(folder, 'home'), LANG: 'zh_CN.UTF-8' },
        timeout: settleMs,
        maxBuffer: 64 * 1024 * 1024,
      },
    );
    expect(stdout).toMatch(answer);
    const ms = Math.round(performance.now() - startedAt);
    const line = stdout.split('\n').find((each) => answer.test(each)) ?? '';
    answers.push(`${question} | nianbao ${args.join(' ')}, ${ms} ms | ${line.trim()}`);
  }

  it('is it running, and how long will it take?', async () => {
    const upload = byCommand('upload', /./, 'upload', join(folder, 'files'), '--batch', '2024');
    await at.page
      .locator('[data-account="inFlight"] strong', { hasText: /[1-9]/ })
      .waitFor({ timeout: 60_000 });
    // A small batch may be through before the last question.
    const left = { hasText: /\d+ (秒|分钟|小时)|全部处理完毕|已完成/ };
    await onPage('is it running?', at.page.getByText(/^实时$/));
    await onPage('how long will it take?', at.page.locator('.pace-left', left));
    const batches = at.page.getByRole('link', { name: '批次', exact: true });
    await onPage('how long will batch 2024 take?', at.page.locator('[data-eta]', left), batches);
    await byCommand('is it running, how long?', /剩余|预计/, 'status', '--batch', '2024');
    await at.picture('31-running');
    await upload;
  });

  it('what failed, why, and what do I do?', async () => {
    const client = createClient(stack);
    const account = { uploaded: count, published: count - failing, failed: failing, inFlight: 0 };
    await vi.waitFor(async () => expect((await client.status()).account).toMatchObject(account), {
      timeout: settleMs,
      interval: 500,
    });
    const failures = at.page.getByRole('link', { name: '失败', exact: true });
    await onPage('what failed?', at.page.locator('[data-code="ENCRYPTED"] code'), failures);
    expect(await at.page.locator('[data-code]').count()).toBe(troubles.length);
    await onPage('why?', at.page.getByText(/文件设有打开密码/), failures);
    await onPage('what do I do?', at.page.getByText(/请下载原件，按上面的提示处理后重新上传/), failures);
    await at.picture('32-failures');
    const files = at.page.locator('[data-code="ENCRYPTED"]').getByRole('button', { name: /展开文件列表/ });
    await onPage('which files?', at.page.getByText(/坏-\d+-ENCRYPTED\.pdf/), failures, files);
    await byCommand('what failed, why, what do I do?', /请去除密码后重新上传/, 'failures', '--batch', '2024');
    await byCommand('try again', /./, 'retry', '--code', 'ENCRYPTED', '--limit', '2', '--dry-run');
  });
});
