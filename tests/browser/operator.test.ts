import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient, type NianbaoClient } from '@nianbao/client';
import { type RunningStack, startLocalStack } from '@nianbao/local-stack';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { axeFaults } from '../support/axe-check.ts';
import { openChromium } from '../support/chromium.ts';
import { type OpenPage, openPage } from '../support/open-page.ts';

const samples = fileURLToPath(new URL('../samples/reports', import.meta.url));
const browser: Browser | null = await openChromium();
const settleMs = 90_000;

describe.skipIf(browser === null)('an operator steers from the page', () => {
  let stack: RunningStack;
  let folder: string;
  let client: NianbaoClient;
  let at: OpenPage;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nianbao-operator-'));
    stack = await startLocalStack({ dataDir: folder, log: 'silent', env: {} });
    client = createClient({ intakeUrl: stack.intakeUrl, apiUrl: stack.apiUrl });
    at = await openPage(browser);
    for (const name of (await readdir(samples)).filter((each) => /^(0[1-4]|14)/.test(each)))
      await client.uploadFile(join(samples, name), { batch: '样例', name });
    await settled(5);
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const visit = (path: string) => at.page.goto(`${stack.apiUrl}${path}`);
  const row = (stage: string) => at.page.locator(`tr[data-stage="${stage}"]`);
  const button = (name: string | RegExp) => at.page.getByRole('button', { name });
  async function settled(uploaded: number): Promise<void> {
    const check = async () =>
      expect((await client.status()).account).toMatchObject({ uploaded, inFlight: 0 });
    await vi.waitFor(check, { timeout: settleMs, interval: 250 });
  }

  it('pauses a stage, sees it said everywhere, and lets it go on', async () => {
    await visit('/stages');
    await row('convert').getByRole('button', { name: '暂停' }).click({ timeout: 60_000 });
    await at.sees(/「.+」阶段.*已暂停/);
    await client.uploadFile(join(samples, (await readdir(samples))[4] ?? ''), {
      batch: '后到',
      name: '五.docx',
    });
    await row('convert').locator('[data-count="waiting"]', { hasText: '1' }).waitFor();
    await at.picture('11-queues');
    await visit('/');
    await at.page.locator('.stage-paused[data-stage="convert"]').waitFor();
    await at.page.getByRole('link', { name: '去处理' }).first().click();
    await row('convert').getByRole('button', { name: '恢复' }).click();
    await settled(6);
    await row('convert').getByRole('button', { name: '暂停' }).waitFor();
  });

  it('sets how many are read at a time, with the keyboard alone', async () => {
    await button(/设置「.+」的并发/)
      .nth(1)
      .focus();
    await at.page.keyboard.press('Enter');
    const dialog = at.page.getByRole('dialog');
    await dialog.getByRole('spinbutton').fill('3');
    await at.page.keyboard.press('Tab');
    await at.page.keyboard.press('Tab');
    await at.page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await row('convert').getByRole('button', { name: /并发/ }).getByText('3', { exact: true }).waitFor();
  });

  it('gives a batch another priority', async () => {
    await visit('/batches');
    await at.page
      .getByRole('row', { name: /样例/ })
      .getByRole('button', { name: /优先级/ })
      .click();
    await at.page.getByRole('menuitem', { name: '高', exact: true }).click();
    await at.sees(/优先级：高，已移动 0 份/);
    await at.picture('12-batches');
  });

  it('counts failures before it retries them, and discards one with a reason', async () => {
    await visit('/failures');
    await button(/重试整组/).click();
    await at.sees('符合条件的有 1 份');
    await at.picture('13-retry');
    await at.page.getByRole('dialog').getByRole('button', { name: '重试' }).click();
    await at.sees('已重新排队 1 份');
    await settled(6);
    await button(/展开文件列表/).click();
    await at.page.getByRole('button', { name: '不再处理', exact: true }).click();
    const dialog = at.page.getByRole('dialog');
    await dialog.getByLabel('理由').fill('原件已作废');
    await dialog.getByRole('button', { name: '不再处理' }).click();
    await at.sees('没有失败的文件');
    await at.page.getByRole('switch', { name: '只看不再处理的' }).click();
    await button(/展开文件列表/).click();
    await at.sees('不再处理：原件已作废');
    await at.picture('14-discarded');
  });

  it('reads afterwards who did what', async () => {
    await visit('/audit');
    await at.page.getByRole('cell', { name: '暂停一个阶段' }).waitFor();
    await at.page.getByLabel('操作者').fill('nobody');
    await button('筛选').click();
    await at.sees('没有符合条件的记录');
    await button('清除').click();
    await at.page.getByRole('cell', { name: /原件已作废/ }).waitFor();
    await at.picture('15-audit');
  });

  it('finds every page fit for all, by axe, in both languages and both themes', async () => {
    const { documents } = await client.documents({ state: 'published', limit: 1 });
    const report = `/reports/${documents[0]?.uploadId}`;
    const paths = [
      ...['/', '/stages', '/batches', '/failures?discarded=true', '/reports', report],
      ...[
        '/compare?indicator=disputes_mediated',
        '/upload',
        '/audit',
        '/keys',
        '/subscriptions',
        '/reprocess',
      ],
    ];
    const found: string[] = [];
    for (const path of paths) {
      await visit(path);
      await at.page.locator('main h1').waitFor();
      await at.page.locator('main .waiting').first().waitFor({ state: 'hidden' });
      // The next page goes on in the theme and language this one was left in.
      for (const change of [null, /^(深色|Dark|浅色|Light)$/, /^(English|中文)$/]) {
        if (change) await button(change).click();
        await at.settled();
        found.push(...(await axeFaults(at.page)).map((fault) => `${path} ${change}: ${fault}`));
      }
    }
    expect(found).toEqual([]);
  });

  it('fits a phone', async () => {
    await at.page.setViewportSize({ width: 390, height: 844 });
    for (const path of ['/', '/stages', '/batches', '/failures', '/audit', '/keys']) {
      await visit(path);
      await at.page.locator('main h1').waitFor();
      const overflow = await at.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, path).toBeLessThanOrEqual(0);
    }
    await at.picture('16-phone-keys');
  });

  it('met no error on the way', () => expect(at.faults).toEqual([]));
});
