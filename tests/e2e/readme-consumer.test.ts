import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, startHouse } from '../support/house.ts';
import { installClient } from '../support/installed-client.ts';
import { reportVariant } from '../support/report-variants.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let house: House | null;
let installed: string;
beforeAll(async () => {
  installed = installClient();
  house = await startHouse();
}, 240_000);
afterAll(async () => {
  await house?.stop();
  rmSync(installed, { recursive: true });
});

describe('the consumer in the README', () => {
  it.for([
    ['README.md', 'the checkout', 0],
    ['README.zh-CN.md', 'the checkout', 100],
    ['README.md', 'another project', 60],
  ] as const)('of %s works when pasted into %s', async ([readme, place, seed], { skip }) => {
    if (!house) return skip('no PostgreSQL server');
    const code = /```js\n([\s\S]*?)```/.exec(readFileSync(join(root, readme), 'utf8'))?.[1] ?? '';
    const isCheckout = place === 'the checkout';
    const cwd = isCheckout ? root : installed;
    const file = join(cwd, `consume-${process.pid}.mjs`);
    // A name of its own, so that every reader sees the result.
    writeFileSync(file, code.replace("'my-program'", `'${readme} ${place}'`));
    const reader = spawn(process.execPath, [...(isCheckout ? ['--import', 'tsx'] : []), file], {
      cwd,
      env: { ...process.env, REDIS_URL: house.redis.url },
    });
    let printed = '';
    reader.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
    reader.stderr.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
    try {
      for (let n = 0; n < 40 && !printed.includes('disputes_found'); n += 1) {
        const { name, text } = reportVariant(n + seed);
        await house.upload('readme', name, text);
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
      expect(printed).toMatch(/镇 20\d\d disputes_found \d+ 起/);
    } finally {
      reader.kill('SIGKILL');
      await once(reader, 'exit');
      rmSync(file);
    }
  });

  it('has beside it, installed in another project, the API, the object store, and types', ({ skip }) => {
    if (!house) return skip('no PostgreSQL server');
    for (const page of ['client/CONSUMING.md', 'client/examples/to-csv.mjs', 'contracts/RESULTS.md'])
      expect([page, existsSync(join(installed, 'node_modules/@nianbao', page))]).toEqual([page, true]);
    // Where the Python example looks for it.
    const python = join(installed, 'node_modules/@nianbao/client/examples/python');
    expect(existsSync(join(python, '../../../contracts/schemas/v1/webhook-event.schema.json'))).toBe(true);
    const file = join(installed, 'read.mts');
    writeFileSync(
      file,
      `import { createClient, readWebhook } from '@nianbao/client';
      import { readResults } from '@nianbao/client/store';
      const client = createClient({ apiUrl: '${house.services.get('console')?.url}', intakeUrl: 'http://127.0.0.1:1' });
      const places: (string | null)[] = [];
      for await (const report of readResults({ store: { dir: '${house.env.STORE_DIR}' }, kind: 'report' })) {
        // Any name would do, had it no types.
        const typed: 'nothing' extends keyof typeof report ? never : true = true;
        if (typed) places.push(report.outline.jurisdiction);
      }
      const { account } = await client.status();
      console.log(JSON.stringify({ published: account.published, places: places.length, checks: typeof readWebhook }));`,
    );
    const options = [
      '--strict',
      '--skipLibCheck',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--types',
      '',
    ];
    execFileSync(join(root, 'node_modules/.bin/tsc'), [...options, file], { cwd: installed, stdio: 'pipe' });
    const printed = JSON.parse(
      execFileSync(process.execPath, ['read.mjs'], { cwd: installed, encoding: 'utf8' }),
    );
    expect(printed).toMatchObject({ places: printed.published, checks: 'function' });
    expect(printed.published).toBeGreaterThan(2);
  });
});
