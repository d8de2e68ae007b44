import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { readEnv } from '@nianbao/service-kit';
import { objectStoreEnv, openStore } from '../env.ts';

/** Child process of the crash test: overwrites `count` objects under `prefix` for ever, by buffer and by stream, until it is killed. */
const [prefix = '', count = '1'] = process.argv.slice(2);
const store = openStore(readEnv(objectStoreEnv, process.env));

async function overwrite(key: string, round: number, streamed: boolean): Promise<void> {
  const bytes = randomBytes(100_000 + Math.floor(Math.random() * 900_000));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const metadata = { sha256, name: `第 ${bytes.length} 字节`, round: String(round) };
  await store.put(
    key,
    streamed ? Readable.from([bytes.subarray(0, 50_000), bytes.subarray(50_000)]) : bytes,
    {
      metadata,
    },
  );
}

const keys = Array.from({ length: Number(count) }, (_, i) => `${prefix}${i}`);
await Promise.all(keys.map((key) => overwrite(key, 0, false)));
process.stdout.write('overwriting\n');
await Promise.all(
  keys.map(async (key, i) => {
    for (let round = 1; ; round++) await overwrite(key, round, i % 2 === 1);
  }),
);
