import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Chromium from the system, installed by root when it is missing; null, with a word, where that cannot be. In CI that is a failure. */
export async function openChromium(): Promise<Browser | null> {
  const executablePath = candidates.find(existsSync) ?? install();
  if (executablePath !== null) return chromium.launch({ executablePath, args: quiet });
  if (process.env.CI === 'true') throw new Error('no Chromium, and apt-get could not install it');
  console.warn(
    'SKIPPED: the console is not tried in a browser, there is no Chromium here (apt-get install chromium)',
  );
  return null;
}

function install(): string | null {
  if (process.getuid?.() !== 0) return null;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]) =>
    execFileSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], { env, stdio: 'pipe' });
  try {
    apt('update');
    // Without a font for Han characters the screenshots show boxes.
    apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk');
  } catch (error) {
    console.warn(`apt-get install chromium: ${error}`);
  }
  return candidates.find(existsSync) ?? null;
}
