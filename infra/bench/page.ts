import { type Browser, chromium } from 'playwright-core';
import { startBench } from './bench.ts';

/**
 * What the console's pages weigh and how soon they can be read, in a browser that has never seen them, beside bull-board's on the same
 * server: `pnpm bench:page --url http://127.0.0.1:7300 [--rounds 5] [--chromium /usr/bin/chromium] [--json]` while `nianbao up` runs.
 */
interface Row {
  page: string;
  /** From the request until the heading (of bull-board, the first queue) is seen: the median of the rounds. */
  firstViewMs: number;
  /** As sent (compressed), answers of the API left out. */
  kilobytes: number;
  /** What comes behind the first view: charts. */
  laterKilobytes: number;
  files: number;
}

const { options, say, finish } = startBench({
  url: 'http://127.0.0.1:7300',
  rounds: 5,
  chromium: '/usr/bin/chromium',
});
const pages = [
  { path: '/', seen: 'main h1' },
  { path: '/reports', seen: 'main h1' },
  { path: '/failures', seen: 'main h1' },
  { path: '/compare', seen: 'main h1' },
  { path: '/queues/', seen: 'main, #root a' },
];
// Charts are asked for at once behind the first view.
const settleMs = 2500;

const browser = await chromium.launch({ executablePath: options.chromium, args: ['--no-sandbox'] });
const rows: Row[] = [];
for (const page of pages) rows.push(await measure(browser, page));
await browser.close();
say(`${'page'.padEnd(12)}first view ms   KB  later KB  files, the median of ${options.rounds} rounds`);
for (const { page, firstViewMs, kilobytes, laterKilobytes, files } of rows)
  say(
    `${page.padEnd(12)}${String(firstViewMs).padStart(13)}${String(kilobytes).padStart(5)}${String(laterKilobytes).padStart(10)}${String(files).padStart(7)}`,
  );
finish({ rows });

async function measure(browser: Browser, { path, seen }: (typeof pages)[number]): Promise<Row> {
  const rounds: Row[] = [];
  for (let round = 0; round < options.rounds; round += 1) rounds.push(await visit(browser, path, seen));
  rounds.sort((a, b) => a.firstViewMs - b.firstViewMs);
  const median = rounds[rounds.length >> 1];
  if (median === undefined) throw new Error('--rounds must be 1 or more');
  return median;
}

async function visit(browser: Browser, path: string, seen: string): Promise<Row> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const urls = new Map<string, string>();
  const sent = { first: 0, later: 0, files: 0 };
  let isSeen = false;
  session.on('Network.responseReceived', ({ requestId, response }) => urls.set(requestId, response.url));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (urls.get(requestId)?.includes('/api/')) return;
    sent[isSeen ? 'later' : 'first'] += encodedDataLength;
    sent.files += 1;
  });
  const startedAt = performance.now();
  await page.goto(options.url + path, { waitUntil: 'commit' });
  await page.locator(seen).first().waitFor();
  isSeen = true;
  const firstViewMs = Math.round(performance.now() - startedAt);
  await page.waitForTimeout(settleMs);
  await context.close();
  const kilobytes = Math.round(sent.first / 1024);
  return {
    page: path,
    firstViewMs,
    kilobytes,
    laterKilobytes: Math.round(sent.later / 1024),
    files: sent.files,
  };
}
