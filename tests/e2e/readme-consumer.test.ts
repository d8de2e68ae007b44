import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, startHouse } from '../support/house.ts';
import { reportVariant } from '../support/report-variants.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let house: House | null;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house?.stop());

describe('the consumer in the README', () => {
  it.for(['README.md', 'README.zh-CN.md'])('of %s works when pasted', async (readme, { skip }) => {
    if (!house) return skip('no PostgreSQL server');
    const code = /```js\n([\s\S]*?)```/.exec(readFileSync(join(root, readme), 'utf8'))?.[1] ?? '';
    const file = join(root, `consume-${process.pid}.mjs`);
    // A name of its own, so that both readers see the result.
    writeFileSync(file, code.replace("'my-program'", `'${readme}'`));
    const reader = spawn(process.execPath, ['--import', 'tsx', file], {
      cwd: root,
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
        const { name, text } = reportVariant(n + (readme === 'README.md' ? 0 : 100));
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
});
