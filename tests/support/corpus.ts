import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of real reports with their gold annotations, which is not part of this repository; null, said aloud, when it is not there. */
export function corpusFolder(): string | null {
  const beside = fileURLToPath(new URL('../../../shared/corpus', import.meta.url));
  const folder = process.env.NIANBAO_CORPUS ?? beside;
  if (existsSync(join(folder, 'gold'))) return folder;
  console.warn(`\n*** SKIPPED: no corpus of real reports at ${folder} (set NIANBAO_CORPUS).\n`);
  return null;
}
