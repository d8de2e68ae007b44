import { S3Client } from '@aws-sdk/client-s3';

export interface S3ClientOptions {
  /** Left out for AWS itself. */
  endpoint?: string | undefined;
  region: string;
  /** Both left out: the SDK's own chain (environment, instance role, …). */
  accessKeyId?: string | undefined;
  secretAccessKey?: string | undefined;
  /** `endpoint/bucket/key` rather than `bucket.endpoint/key`. */
  forcePathStyle: boolean;
}

const timeouts = {
  connectionTimeout: 3_000,
  /** To the first byte of the answer. */
  requestTimeout: 30_000,
  throwOnRequestTimeout: true,
  /** Silence in the middle of a body. */
  socketTimeout: 30_000,
};
const maxSockets = 64;
/** The SDK writes to the console where it has no logger, e.g. for every rival that loses; our errors say all that matters. */
const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

export function createS3Client(options: S3ClientOptions): S3Client {
  // Which Node.js is supported is said by our package.json, not on a user's terminal.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const { endpoint, region, accessKeyId, secretAccessKey, forcePathStyle } = options;
  return new S3Client({
    region,
    forcePathStyle,
    ...(endpoint ? { endpoint } : {}),
    ...(accessKeyId && secretAccessKey ? { credentials: { accessKeyId, secretAccessKey } } : {}),
    // The default (a CRC32 trailer on every stream) is refused by Ceph and Swift and stored as content by others.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    logger: silent,
    maxAttempts: 4,
    retryMode: 'standard',
    requestHandler: { ...timeouts, httpAgent: { maxSockets }, httpsAgent: { maxSockets } },
  });
}
