import type { TestProject } from 'vitest/node';
import { startCephRgw } from './ceph-rgw.ts';

/** What the tests of the project `s3` get from `inject('s3')`. */
export type ProvidedS3 =
  | { endpoint: string; accessKeyId: string; secretAccessKey: string }
  | { skipped: string };

declare module 'vitest' {
  export interface ProvidedContext {
    s3: ProvidedS3;
  }
}

/** One server for the whole run; vitest calls this only when tests of the project are queued. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const server = await startCephRgw();
  if ('skipped' in server) {
    project.provide('s3', server);
    return undefined;
  }
  const { stop, ...access } = server;
  project.provide('s3', access);
  return stop;
}
