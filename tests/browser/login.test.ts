import { serveHttp } from '@nianbao/service-kit/http';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConsoleApp } from '../../services/console/src/create-console-app.ts';
import { openChromium } from '../support/chromium.ts';
import { type HttpBench, startHttpBench } from '../support/http-bench.ts';
import { openPage } from '../support/open-page.ts';
import { sampleConsole } from '../support/sample-console.ts';

const apiKey = 'a key of some length';
const browser: Browser | null = await openChromium();

describe.skipIf(browser === null)('a console with a key', () => {
  let bench: HttpBench;
  let served: ConsoleApp;
  let http: Awaited<ReturnType<typeof serveHttp>>;

  beforeAll(async () => {
    bench = await startHttpBench();
    served = sampleConsole(bench, { apiKey });
    http = await serveHttp(served.app, { host: '127.0.0.1', port: 0 });
  });
  afterAll(async () => {
    await browser?.close();
    served.endStreams();
    await http.stop();
    await served.stop();
    await bench.stop();
  });

  it('asks for it, keeps a session in place of it, and forgets on request', async () => {
    const context = await browser?.newContext({ locale: 'zh-CN' });
    if (context === undefined) throw new Error('no browser');
    const page = await context.newPage();
    await page.goto(`${http.url}/failures`);
    const field = page.getByLabel('访问密钥');
    await field.fill('wrong', { timeout: 60_000 });
    await field.press('Enter');
    await page.getByText('缺少访问密钥或密钥不正确').waitFor();
    await field.fill(apiKey);
    await field.press('Enter');
    await page.getByText('没有失败的文件').waitFor();
    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
    expect(await page.evaluate(() => document.cookie + JSON.stringify(localStorage))).not.toContain(apiKey);
    await page.reload();
    await page.getByText('没有失败的文件').waitFor();
    await page.getByRole('button', { name: '退出登录' }).click();
    await field.waitFor();
    expect(await context.cookies()).toEqual([]);
  });

  it('makes a key, shows it once, and lets its holder see what a reader may', async () => {
    const { page, picture, sees } = await openPage(browser);
    const signIn = async (key: string) => {
      await page.getByLabel('访问密钥').fill(key);
      await page.getByRole('button', { name: '登录' }).click();
    };
    await page.goto(`${http.url}/keys`);
    await signIn(apiKey);
    await page.getByRole('button', { name: '新建密钥' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('名称').fill('统计科');
    await dialog.getByLabel('名称').press('Enter');
    const secret = (await dialog.locator('.secret').textContent()) ?? '';
    expect(secret).toMatch(/^nb_[0-9a-f]{12}_/);
    await picture('21-key-once');
    await dialog.getByRole('button', { name: '我已保存' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page
      .getByRole('row', { name: /统计科/ })
      .getByText('有效')
      .waitFor();
    expect(await page.content()).not.toContain(secret);
    await page.getByRole('button', { name: '退出登录' }).click();

    await signIn(secret);
    await sees('没有权限');
    await page.getByTitle('已登录：统计科（查阅员）').waitFor();
    expect(await page.getByRole('navigation').getByRole('link').allTextContents()).not.toContain('密钥');
    await page.getByRole('link', { name: '队列' }).click();
    const pause = page.getByRole('button', { name: '暂停' }).first();
    await pause.focus();
    await sees('需要“操作员”角色的密钥');
    await picture('22-reader');
    await pause.press('Enter');
    await page.getByRole('link', { name: '操作记录' }).click();
    await page.getByRole('row', { name: /新建密钥.*统计科/ }).waitFor();
    expect(await page.getByRole('row', { name: /暂停一个阶段/ }).count()).toBe(0);
    await page.getByRole('button', { name: '退出登录' }).click();

    await signIn(apiKey);
    await page.getByRole('link', { name: '密钥' }).click();
    await page
      .getByRole('row', { name: /统计科/ })
      .getByRole('button', { name: '吊销' })
      .click();
    await dialog.getByRole('button', { name: '吊销' }).click();
    await page
      .getByRole('row', { name: /统计科/ })
      .getByText('已吊销')
      .waitFor();
  });
});
