import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium } from '../support/chromium.ts';
import { openStackPage, type StackPage } from '../support/stack-page.ts';

const samples = fileURLToPath(new URL('../samples/reports', import.meta.url));
const browser: Browser | null = await openChromium();
/** One of them is damaged, one repeats another. */
const files = readdirSync(samples).length;
const settleMs = 90_000;

describe.skipIf(browser === null)('the console in a browser', () => {
  let at: StackPage;
  let page: Page;

  beforeAll(async () => {
    at = await openStackPage(browser);
    page = at.page;
  });
  afterAll(async () => {
    await at?.stop();
  });

  it('opens without a login on this machine, and says so', async () => {
    await at.visit('/');
    // The first visit builds the page.
    await at.shown('.top', 60_000);
    await at.sees('本机模式');
    await at.sees('还没有上传任何文件');
    expect(await page.locator('.stage').count()).toBeGreaterThanOrEqual(6);
    await at.picture('01-empty');
  });

  it('uploads a folder and watches it finish', async () => {
    await page.getByRole('link', { name: '上传', exact: true }).click();
    await page.getByLabel('批次名称').fill('样例');
    await page.locator('input[webkitdirectory]').setInputFiles(samples);
    await at.sees(`已上传 ${files} / ${files}`, settleMs);
    await at.picture('02-upload');
    await page.getByRole('link', { name: '概览' }).click();
    await at.shown(`[data-account="published"] >> text=/^${files - 2}$/`, settleMs);
    await at.shown('[data-account="failed"] >> text=/^1$/');
    await at.shown('[data-account="duplicate"] >> text=/^1$/');
    await page.locator('[role="img"] svg text').first().waitFor();
    await at.picture('03-overview');
    await page.getByRole('link', { name: '批次' }).click();
    await at.sees('样例');
    await at.picture('04-batches');
  });

  it('finds a report and shows a figure in its sentence', async () => {
    await page.getByRole('link', { name: '报告', exact: true }).click();
    await at.sees(`共 ${files - 2} 份报告`);
    await at.picture('05-reports');
    await page.getByRole('textbox', { name: '地区' }).fill('柳河');
    await page.getByRole('textbox', { name: '地区' }).press('Enter');
    await at.sees('共 1 份报告');
    await page.getByRole('link', { name: '04-柳河镇2024.docx' }).click();
    await at.shown('.report-text');
    const figure = page.locator('.report-text .mark-figure').first();
    const quote = (await figure.textContent()) ?? '';
    await figure.click();
    await at.shown('.figure-details blockquote');
    expect(await page.locator('.figure-details blockquote').textContent()).toContain(quote);
    expect(await page.locator('[data-entry^="figure "][aria-pressed="true"]').count()).toBe(1);
    await at.settled();
    await at.picture('06-report');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载原件' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('04-柳河镇2024.docx');
  });

  it('leads from a finding to its place in the text', async () => {
    await page.getByRole('tab', { name: /必备内容/ }).click();
    await page.locator('[data-entry^="part "]:has(.quote)').first().click();
    expect(await page.locator('.mark-part.mark-chosen').count()).toBeGreaterThan(0);
  });

  it('exports what is filtered', async () => {
    const url = `${at.stack.apiUrl}/api/exports?format=csv&tables=reports&place=${encodeURIComponent('柳河')}&columns=place,year,file_name`;
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await (await fetch(url)).arrayBuffer());
    expect(text.split('\r\n')).toEqual([
      '\uFEFF地区,年度,文件名',
      expect.stringMatching(/柳河镇,2024,.*04-柳河镇2024\.docx$/),
      '',
    ]);
  });

  it('shows a failure with what to do, and retries it', async () => {
    await page.getByRole('link', { name: '失败', exact: true }).click();
    await at.shown('[data-code="CORRUPT_ZIP"]');
    await page.getByRole('button', { name: /展开文件列表/ }).click();
    await at.sees('14-损坏的文件.docx');
    await at.picture('07-failures');
    await page.getByRole('button', { name: '重试', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: '重试' }).click();
    await at.sees('已重新排队 1 份');
    // It fails again, and is accounted for again.
    await page.getByRole('link', { name: '概览' }).click();
    await at.shown('[data-account="failed"] >> text=/^1$/', settleMs);
  });

  it('compares an indicator over places', async () => {
    await at.visit('/compare?indicator=disputes_mediated');
    await at.shown('.ant-table-row');
    await page.locator('[role="img"] svg text').first().waitFor();
    await at.picture('08-compare');
  });

  it('speaks English, is dark when asked, and fits a phone', async () => {
    await at.visit('/');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Dark' }).click();
    await at.sees('Pipeline');
    await at.shown('[role="img"] svg text');
    await at.settled();
    await at.picture('09-english-dark');
    await page.setViewportSize({ width: 390, height: 844 });
    await at.picture('10-phone');
    for (const path of ['/', '/reports', '/failures', '/upload']) {
      await at.visit(path);
      await at.shown('main h1');
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, path).toBeLessThanOrEqual(0);
    }
  });

  it('met no error on the way', () => expect(at.faults).toEqual([]));
});
