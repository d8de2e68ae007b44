import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';

const pictures = fileURLToPath(new URL('../../.nianbao/screenshots', import.meta.url));

export interface OpenPage {
  page: Page;
  /** Errors the page met: none is the only good number. */
  faults: string[];
  /** Keeps what is seen, for CI's artefacts. */
  picture(name: string): Promise<void>;
  /** Waits for a text to be seen. */
  sees(text: string | RegExp, timeout?: number): Promise<void>;
  /** Waits until colours and dialogs have come to rest. */
  settled(): Promise<unknown>;
}

/** A page in Chinese at 1280 by 900. */
export async function openPage(browser: Browser | null): Promise<OpenPage> {
  const context = await browser?.newContext({ viewport: { width: 1280, height: 900 }, locale: 'zh-CN' });
  if (context === undefined) throw new Error('no browser');
  await mkdir(pictures, { recursive: true });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (401|403|503)/.test(message.text()))
      faults.push(message.text());
  });
  const settled = () =>
    page.waitForFunction(
      () =>
        !document
          .getAnimations()
          .some(
            (each) =>
              each.playState === 'running' && each.effect?.getComputedTiming().iterations !== Infinity,
          ),
    );
  return {
    page,
    faults,
    settled,
    async picture(name) {
      await settled();
      await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
    },
    sees: (text, timeout = 20_000) => page.getByText(text).first().waitFor({ timeout }),
  };
}
