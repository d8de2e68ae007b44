import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { SubscriptionsResponse } from '@nianbao/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { openChromium } from '../support/chromium.ts';
import { openStackPage, type StackPage } from '../support/stack-page.ts';

const scan = fileURLToPath(new URL('../samples/scans/竹溪镇2021（扫描件）.png', import.meta.url));
const browser: Browser | null = await openChromium();
const settleMs = 120_000;

/** Two years of an invented town: the later one takes over paragraphs. */
function report(year: number, mediated: number): string {
  return [
    `杏花镇人民政府${year}年法治政府建设年度报告`,
    `${year}年，杏花镇认真贯彻落实上级法治建设决策部署，现将有关情况报告如下：`,
    '一、主要举措和成效',
    '（一）把普法送到茶山。杏花镇挑选会说当地话的法律明白人进山入户，趁采茶季在收茶点支起小桌讲解劳动合同和土地承包，茶农算账、签约时主动来问的越来越多，因工钱闹到镇里的明显少了。',
    '（二）让执法跟着赶集走。杏花镇把综合执法窗口搬到赶集日的老街口，现场受理群众投诉，对占道摆摊先提醒后处理，对缺斤少两当场复秤、当场退款，商户和买家都认这个理，老街秩序好了起来。',
    '（三）把纠纷解在田埂上。杏花镇每个村民小组推选两名说得上话的老人当田埂调解员，争水争界当天到场，说不拢的由镇司法所上门，秋收以后逐件回访，看看说好的事做没做到，有没有再起争执。',
    `（四）全年调解矛盾纠纷${mediated}件。`,
    '二、存在的不足和原因',
    '一是执法力量薄弱。原因是人员流动较大。二是普法形式单一。',
    '杏花镇人民政府',
    `${year + 1}年1月15日`,
  ].join('\n');
}
const texts = [2023, 2024].map((year, n) => ({
  name: `杏花镇${year}.txt`,
  mimeType: 'text/plain',
  buffer: Buffer.from(report(year, 31 + 9 * n)),
}));

/** As Chinese Windows packs: names in GBK, which the archive does not say; in it one more archive, which is none. */
async function packed(): Promise<Buffer> {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(report(2022, 28).replaceAll('杏花镇', '梨园镇')), 'GBK_NAME2022.txt');
  zip.addBuffer(Buffer.from('no archive'), 'inner.zip');
  zip.end();
  const bytes = await buffer(zip.outputStream);
  const name = Buffer.from('GBK_NAME');
  for (let at = bytes.indexOf(name); at !== -1; at = bytes.indexOf(name, at + 1)) gbkName.copy(bytes, at);
  // The flag that says UTF-8, in both headers of each entry.
  for (const [signature, flags] of headers)
    for (let at = bytes.indexOf(signature); at !== -1; at = bytes.indexOf(signature, at + 1))
      bytes.writeUInt16LE(bytes.readUInt16LE(at + flags) & ~0x0800, at + flags);
  return bytes;
}
/** 梨园镇某 */
const gbkName = Buffer.from('c0e6d4b0d5f2c4b3', 'hex');
const headers = [
  [Buffer.from('PK\u0003\u0004'), 6],
  [Buffer.from('PK\u0001\u0002'), 8],
] as const;

describe.skipIf(browser === null)('results in a browser', () => {
  let at: StackPage;
  let page: Page;

  beforeAll(async () => {
    at = await openStackPage(browser);
    page = at.page;
  });
  afterAll(async () => {
    await at?.stop();
  });

  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const dialog = (name: string) =>
    page.getByRole('dialog').last().getByRole('button', { name, exact: true }).click();

  it('takes texts and a scan', async () => {
    await at.visit('/upload');
    await page.getByLabel('批次名称').fill('样例', { timeout: 60_000 });
    const files = page.locator('input[type=file]').first();
    await files.setInputFiles(texts);
    await files.setInputFiles(scan);
    await files.setInputFiles({
      name: '打包.zip',
      mimeType: 'application/zip',
      buffer: await packed(),
    });
    await at.sees('已上传 4 / 5');
    await at.sees('压缩包已损坏，请重新打包。');
    await at.sees('打包/梨园镇某2022.txt');
    await at.visit('/');
    await at.shown('[data-account="published"] >> text=/^4$/', settleMs);
  });

  it('finds reports by words of their text', async () => {
    await at.visit('/reports');
    await page.getByRole('textbox', { name: '正文' }).fill('茶农 签约');
    await page.getByRole('textbox', { name: '正文' }).press('Enter');
    await at.sees('共 3 份报告');
    await press('导出');
    const link = page.getByRole('link', { name: 'Parquet：全部表（ZIP）' });
    await link.waitFor();
    expect(await link.getAttribute('href')).toMatch(/format=parquet/);
    await at.picture('21-reports-by-text');
  });

  it('shows what a report shares with another, and leads to both places', async () => {
    await at.visit(`/reports?name=${encodeURIComponent('杏花镇2024')}`);
    await page.getByRole('link', { name: '杏花镇2024.txt' }).click();
    await page.getByRole('tab', { name: /跨报告/ }).click();
    await page.locator('[data-entry^="related "]').first().click();
    expect(await page.locator('.mark-related.mark-chosen').first().textContent()).toContain('茶山');
    await at.picture('22-related');
    await page
      .getByRole('link', { name: /^对照处/ })
      .first()
      .click();
    await at.sees('杏花镇人民政府2023年法治政府建设年度报告');
    await at.shown('.mark-place.mark-chosen');
    expect(await page.locator('.mark-place').first().textContent()).toContain('茶山');
  });

  it('shows the page of a scan beside its text', async () => {
    await at.visit(`/reports?name=${encodeURIComponent('竹溪镇')}`);
    await page
      .getByRole('link', { name: /竹溪镇2021/ })
      .last()
      .click();
    await at.shown('.page-view img', 60_000);
    const width = await page.evaluate('document.querySelector(".page-view img").naturalWidth');
    expect(width).toBe(1200);
    await at.sees(/图像识别，可信度/);
    await at.picture('23-page-image');
  });

  it('compares years, ranks, and tells who filed', async () => {
    await at.visit('/compare?indicator=disputes_mediated');
    await at.sees('+9 (+29%)');
    await at.picture('24-series');
    await at.visit('/compare?view=completeness&year=2024');
    await at.shown('.ant-table-row');
    await at.shown('[role="img"][aria-label="各项内容缺少的报告数"] svg text');
    await at.picture('25-completeness');
  });

  it('rehearses reading anew and drops it', async () => {
    await at.visit('/reprocess');
    await page.getByLabel('现行规则读过的也重读').check();
    await press('开始比较');
    await at.sees('待发布', settleMs);
    await at.sees('没有变化。');
    await at.picture('26-reprocess');
    await press('放弃');
    await dialog('放弃');
    await at.sees('已放弃，未再发布任何内容。');
  });

  it('makes a webhook with a secret shown once, pauses and deletes it', async () => {
    await at.visit('/subscriptions');
    await press('新建订阅');
    await page.getByLabel('名称').fill('stats');
    await page.getByLabel('地址（https）').fill('https://example.org/nianbao');
    await dialog('新建订阅');
    await at.shown('.secret');
    expect(await page.locator('.secret').textContent()).toMatch(/^whsec_/);
    await at.picture('27-secret');
    await dialog('我已保存');
    const row = page.getByRole('row', { name: /stats/ });
    await row.getByRole('button', { name: '暂停' }).click();
    await row.getByRole('button', { name: '恢复' }).waitFor();
    await at.picture('28-subscriptions');
    await row.getByRole('button', { name: '删除' }).click();
    await dialog('删除');
    await at.sees('已删除“stats”');
    const { subscriptions } = SubscriptionsResponse.parse(
      await (await fetch(`${at.stack.apiUrl}/api/subscriptions`)).json(),
    );
    expect(subscriptions.map(({ name }) => name)).not.toContain('stats');
  });

  it('deletes what was counted, with a receipt', async () => {
    await at.visit('/deletions');
    await page.getByLabel('年度').fill('2023');
    await page.getByLabel('删除原因（写入回执）').fill('试用');
    await press('统计将删除的文档');
    await press('删除 1 份文档');
    await page.getByLabel('文档数').fill('2');
    await dialog('删除 1 份文档');
    await at.sees('与将删除的文档数不符');
    await page.getByLabel('文档数').fill('1');
    await dialog('删除 1 份文档');
    await at.shown('.ant-table-row >> text=/^完成$/', settleMs);
    await at.picture('29-deletions');
  });

  it('fits a phone, in English and dark', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await at.visit('/');
    await press('English');
    await press('Dark');
    for (const path of [
      '/compare?view=completeness&year=2024',
      '/reprocess',
      '/subscriptions',
      '/deletions',
    ]) {
      await at.visit(path);
      await at.shown('main h1');
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, path).toBeLessThanOrEqual(0);
    }
    await at.picture('30-phone-dark');
  });

  it('met no error on the way', () => expect(at.faults).toEqual([]));
});
