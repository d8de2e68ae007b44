import { defineConfig } from 'vitest/config';

const s3Tests = 'tests/**/*.s3.test.ts';
// Mostly waits until what the killed stack held has run out: beside others, that costs no time.
const waitingTest = 'tests/faults/stopped-stack.test.ts';

/**
 * `unit` is pure or touches a temporary folder; `integration` runs on real parts; `s3` needs a real S3 server, which takes a
 * while to start; `e2e` runs the whole pipeline; `browser` drives the console in Chromium. Choose with `--project unit`.
 */
export default defineConfig({
  test: {
    // Much of the work is waited for in other processes: one worker a core, instead of one less.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'packages/*/test/**/*.test.ts',
            'services/*/test/**/*.test.ts',
            'tests/architecture/**/*.test.ts',
            'tests/quality/**/*.test.ts',
          ],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts', waitingTest],
          exclude: [s3Tests],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 's3',
          include: [s3Tests],
          globalSetup: ['tests/support/ceph-global-setup.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts', 'tests/faults/**/*.test.ts'],
          exclude: [s3Tests, waitingTest],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
