import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningStack, startLocalStack } from '@nianbao/local-stack';
import type { Browser } from 'playwright-core';
import { type OpenPage, openPage } from './open-page.ts';

/** A local stack with nothing in it, and a page of its console. */
export interface StackPage extends OpenPage {
  stack: RunningStack;
  visit(path: string): Promise<unknown>;
  /** Waits for an element to be seen. */
  shown(selector: string, timeout?: number): Promise<void>;
  /** Ends the browser, too. */
  stop(): Promise<void>;
}

export async function openStackPage(browser: Browser | null): Promise<StackPage> {
  const folder = await mkdtemp(join(tmpdir(), 'nianbao-browser-'));
  const stack = await startLocalStack({ dataDir: folder, log: 'silent', env: {} });
  const opened = await openPage(browser);
  return {
    ...opened,
    stack,
    visit: (path) => opened.page.goto(`${stack.apiUrl}${path}`),
    shown: (selector, timeout = 20_000) => opened.page.locator(selector).first().waitFor({ timeout }),
    async stop() {
      await browser?.close();
      await stack.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
