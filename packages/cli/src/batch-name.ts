import { basename, resolve } from 'node:path';
import { BatchId } from '@nianbao/contracts';
import { CliError } from './cli-error.ts';
import type { Messages } from './messages/index.ts';

/**
 * The batch given, else one that a second run of the same command gets again: the name of the one folder or archive, or today's
 * date for several inputs. Throws `CliError` for a name that cannot be a batch.
 */
export function batchName(
  given: string | undefined,
  inputs: readonly string[],
  cwd: string,
  t: Messages,
): string {
  if (given !== undefined) {
    if (!BatchId.safeParse(given).success) throw new CliError('usage', t.errors.badBatch(given));
    return given;
  }
  const [only] = inputs;
  const name =
    inputs.length === 1 && only !== undefined && !/[*?{[]/.test(only) ? nameOf(resolve(cwd, only)) : '';
  return BatchId.safeParse(name).success ? name : `upload-${new Date().toISOString().slice(0, 10)}`;
}

function nameOf(path: string): string {
  return basename(path)
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .normalize('NFC')
    .slice(0, 120);
}
