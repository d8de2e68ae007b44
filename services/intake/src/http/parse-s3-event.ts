import { z } from 'zod';

/** One announcement of a store. */
export interface S3ObjectEvent {
  /** `created` for every way an object can come to be; all else is `other`. */
  kind: 'created' | 'other';
  /** Without the `s3:` prefix, e.g. `ObjectCreated:Put`. */
  name: string;
  bucket: string | null;
  /** What the object's key may be, likeliest first: stores differ in how they encode it. The one that exists is it. */
  keys: string[];
  /** Without quotes. */
  etag: string | null;
}

/** Announcements wrap each other. SQS around SNS around S3 is the deepest in use: a list and a text for each. */
const maxDepth = 8;

/**
 * Reads what S3 and its relatives send: AWS S3 (also inside SNS, SQS or Lambda envelopes), EventBridge (one or an
 * array), MinIO and RustFS, Ceph RGW. Returns null when it is none of these, and an event of kind `other` for tests,
 * subscriptions and removals.
 * Source: AWS "Event message structure" and "EventBridge event message structure" for S3; Ceph "Bucket notifications".
 */
export function parseS3Event(body: unknown): S3ObjectEvent[] | null {
  return parseAt(body, 0);
}

const Text = z.string().max(4096);
const S3Record = z.looseObject({
  eventName: Text,
  s3: z.looseObject({
    bucket: z.looseObject({ name: Text }),
    object: z.looseObject({ key: Text, eTag: Text.optional(), etag: Text.optional() }),
  }),
});
const EventBridgeEvent = z.looseObject({
  source: z.literal('aws.s3'),
  'detail-type': Text,
  detail: z.looseObject({
    bucket: z.looseObject({ name: Text }),
    object: z.looseObject({ key: Text, etag: Text.optional() }),
  }),
});
/** MinIO names bucket and key beside its records. */
const MinioEvent = z.looseObject({ EventName: Text, Key: Text });
const TestEvent = z.looseObject({ Event: z.literal('s3:TestEvent'), Bucket: Text.optional() });
const SnsMessage = z.looseObject({ Type: Text, Message: z.string().optional() });
const Envelope = z.union([
  z.looseObject({ Type: z.literal('Notification'), Message: z.string() }).transform((m) => [m.Message]),
  z.looseObject({ Sns: z.looseObject({ Message: z.string() }) }).transform((m) => [m.Sns.Message]),
  z.looseObject({ eventSource: z.literal('aws:sqs'), body: z.string() }).transform((m) => [m.body]),
  z.looseObject({ Body: z.string() }).transform((m) => [m.Body]),
  z.looseObject({ Messages: z.array(z.unknown()) }).transform((m) => m.Messages),
  z.looseObject({ Records: z.array(z.unknown()).min(1) }).transform((m) => m.Records),
]);

function parseAt(body: unknown, depth: number): S3ObjectEvent[] | null {
  if (depth > maxDepth) return null;
  if (typeof body === 'string') return parseText(body, depth);
  if (Array.isArray(body)) return parseAll(body, depth);
  const leaf = parseLeaf(body);
  if (leaf !== null) return [leaf];
  const envelope = Envelope.safeParse(body);
  if (envelope.success) return parseAll(envelope.data, depth);
  return parseLoner(body);
}

function parseText(text: string, depth: number): S3ObjectEvent[] | null {
  try {
    return parseAt(JSON.parse(text), depth + 1);
  } catch {
    return null;
  }
}

/** Members that are not understood count as `other`, so that one of them does not hold up the rest. */
function parseAll(members: readonly unknown[], depth: number): S3ObjectEvent[] | null {
  const parsed = members.map((member) => parseAt(member, depth + 1));
  if (parsed.length > 0 && parsed.every((events) => events === null)) return null;
  return parsed.flatMap((events) => events ?? [other('unknown')]);
}

function parseLeaf(body: unknown): S3ObjectEvent | null {
  const record = S3Record.safeParse(body);
  if (record.success) {
    const { eventName, s3 } = record.data;
    return event(eventName, s3.bucket.name, encodedKeys(s3.object.key), s3.object.eTag ?? s3.object.etag);
  }
  const bridge = EventBridgeEvent.safeParse(body);
  if (bridge.success) {
    const { bucket, object } = bridge.data.detail;
    const name =
      bridge.data['detail-type'] === 'Object Created' ? 'ObjectCreated' : bridge.data['detail-type'];
    return event(name, bucket.name, [object.key], object.etag);
  }
  const test = TestEvent.safeParse(body);
  return test.success ? other('TestEvent', test.data.Bucket) : null;
}

/** What carries no records: a MinIO event without them, SNS's own messages, an empty list. */
function parseLoner(body: unknown): S3ObjectEvent[] | null {
  const minio = MinioEvent.safeParse(body);
  if (minio.success) {
    const [bucket = '', ...path] = minio.data.Key.split('/');
    return [event(minio.data.EventName, bucket, encodedKeys(path.join('/')), undefined)];
  }
  const sns = SnsMessage.safeParse(body);
  if (sns.success) return [other(sns.data.Type)];
  return z.looseObject({ Records: z.array(z.unknown()).length(0) }).safeParse(body).success ? [] : null;
}

function event(name: string, bucket: string, keys: string[], etag: string | undefined): S3ObjectEvent {
  const plain = name.replace(/^s3:/, '');
  const kind = /^ObjectCreated(:|$)/.test(plain) ? 'created' : 'other';
  return { kind, name: plain, bucket, keys, etag: etag?.replaceAll('"', '') || null };
}

function other(name: string, bucket: string | null = null): S3ObjectEvent {
  return { kind: 'other', name, bucket, keys: [], etag: null };
}

/** AWS encodes keys as a form does (`+` is a space); some stores percent-encode alone, some send the key as it is. */
function encodedKeys(key: string): string[] {
  const readings = [decode(key.replaceAll('+', ' ')), decode(key), key];
  return [...new Set(readings.filter((reading) => reading !== null))];
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
