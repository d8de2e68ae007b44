import { serveHttp } from '@nianbao/service-kit/http';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleApp, createConsoleApp } from '../../services/console/src/create-console-app.ts';
import { openChromium } from '../support/chromium.ts';
import { type HttpBench, startHttpBench } from '../support/http-bench.ts';

const apiKey = 'a key of some length';
const browser: Browser | null = await openChromium();

describe.skipIf(browser === null)('a console with a key', () => {
  let bench: HttpBench;
  let served: ConsoleApp;
  let http: Awaited<ReturnType<typeof serveHttp>>;

  beforeAll(async () => {
    bench = await startHttpBench();
    const labels = { indicators: [], parts: [] };
    const config = {
      apiKey,
      allowedOrigins: [],
      profileId: 'p',
      labels,
      profiles: () => ({}),
      intake: null,
      uploadOrigins: [],
    };
    served = createConsoleApp({ ...bench, config });
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
});
