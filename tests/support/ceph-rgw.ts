import { startCephCluster } from './ceph-cluster.ts';
import { provideCeph } from './ceph-packages.ts';

/** A real S3 server; `stop` leaves alone one that was not started here. */
export interface TestS3 {
  endpoint: string;
  accessKeyId: string;
  secretAccessKey: string;
  stop(): Promise<void>;
}

/**
 * The S3 server of `S3_TEST_ENDPOINT`, `S3_TEST_ACCESS_KEY` and `S3_TEST_SECRET_KEY`; else a Ceph RGW of this machine's own,
 * installed if root may do so. Where neither can be had: the reason, printed; with `CI=true`, an error.
 */
export async function startCephRgw(): Promise<TestS3 | { skipped: string }> {
  const { S3_TEST_ENDPOINT, S3_TEST_ACCESS_KEY = '', S3_TEST_SECRET_KEY = '' } = process.env;
  if (S3_TEST_ENDPOINT) {
    return {
      endpoint: S3_TEST_ENDPOINT,
      accessKeyId: S3_TEST_ACCESS_KEY,
      secretAccessKey: S3_TEST_SECRET_KEY,
      stop: async () => {},
    };
  }
  const reason = await provideCeph();
  if (reason === null) return startCephCluster();
  const message = `S3 TESTS SKIPPED: ${reason}. Or set S3_TEST_ENDPOINT, S3_TEST_ACCESS_KEY, S3_TEST_SECRET_KEY.`;
  if (process.env.CI === 'true') throw new Error(message);
  process.stderr.write(`\n${'!'.repeat(80)}\n${message}\n${'!'.repeat(80)}\n\n`);
  return { skipped: reason };
}
