import { type Route, route } from '@nianbao/http-api';
import { isKey, presentedKeys, problem, readJson, refuseForeignPages } from '@nianbao/service-kit/http';
import type { Context } from 'hono';
import { z } from 'zod';
import { defaultBatch } from '../accept-upload.ts';
import { findLanded } from './find-landed.ts';
import { acceptInTime, type IntakeDeps, type IntakeHttpConfig, profileOf } from './intake-deps.ts';
import { intakeProblem } from './intake-problem.ts';
import { parseS3Event, type S3ObjectEvent } from './parse-s3-event.ts';

/** S3 sends at most a few records per message, SQS envelopes up to 256 KiB. */
const maxEventBytes = 1024 * 1024;

/** Uploads new to the ledger; events that change nothing; objects the store does not have (any more). */
const EventsAnswer = z.object({ accepted: z.int(), ignored: z.int(), unknown: z.int() });

/**
 * Bucket notifications of S3 and its relatives. Any status but 200 makes the store send the event again, which is harmless. The store
 * has a secret of its own instead of a key, hence no role.
 */
export function eventRoutes(deps: IntakeDeps): Route[] {
  return [
    route({
      id: 'take-store-events',
      method: 'post',
      path: '/events/s3',
      tag: 'uploads',
      role: 'none',
      summary: { zh: '对象存储的事件通知', en: 'Event notifications of the object store' },
      description: {
        zh: '密钥为 EVENT_SECRET，放在 X-Nianbao-Event-Secret、Authorization: Bearer 或 ?token= 中。',
        en: 'The secret is EVENT_SECRET, in X-Nianbao-Event-Secret, as bearer token, or in ?token= for stores that push to a bare URL.',
      },
      bodyMediaType: 'application/json',
      // A store’s events are no deed of anybody’s: the ledger is their account.
      changes: false,
      answers: { 200: EventsAnswer },
      async handle({ c }) {
        checkSecret(c, deps.config);
        const body = await readJson(c, maxEventBytes);
        const events = parseS3Event(body);
        if (events === null) {
          deps.log.warn({ event: 'event-unreadable' }, 'a store sent an event of unknown form');
          throw intakeProblem('EVENT_UNREADABLE');
        }
        logSubscription(deps, body);
        return acceptEvents(deps, events);
      },
    }),
  ];
}

/** A service that is guarded by keys of the catalogue alone takes no events until there is a secret for them. */
function checkSecret(
  c: Context,
  { eventSecret, apiKey, open = apiKey === undefined }: IntakeHttpConfig,
): void {
  const secret = eventSecret ?? apiKey;
  if (secret === undefined && open) {
    refuseForeignPages(c, []);
    return;
  }
  const given = presentedKeys(c, { header: 'x-nianbao-event-secret', tokenParameter: true });
  if (!given.some((each) => isKey([secret], each))) {
    throw problem('UNAUTHORIZED', undefined, { headers: { 'www-authenticate': 'Bearer' } });
  }
}

async function acceptEvents(deps: IntakeDeps, events: readonly S3ObjectEvent[]) {
  const { bucket } = deps.config;
  const created = events.filter(
    (event) => event.kind === 'created' && (bucket === undefined || event.bucket === bucket),
  );
  const found = await findLanded(deps.store, created);
  const landed = found.filter((object) => object !== null);
  let accepted = 0;
  for (const bulk of [false, true]) {
    const group = landed.filter(({ key }) => isBulk(key) === bulk);
    if (group.length > 0)
      accepted += (await acceptInTime(deps, group, { profileId: profileOf(deps.config), bulk })).fresh.length;
  }
  const unknown = found.length - landed.length;
  deps.log.info({ event: 'store-events', events: events.length, accepted, unknown }, 'store events');
  return { accepted, ignored: events.length - accepted - unknown, unknown };
}

/** Who makes a folder under `incoming/` brings an archive; a file directly under it, or in `default`, comes alone. */
function isBulk(key: string): boolean {
  const [, folder, ...rest] = key.split('/');
  return rest.length > 0 && folder !== defaultBatch;
}

const Confirmation = z.looseObject({ Type: z.literal('SubscriptionConfirmation'), SubscribeURL: z.url() });

/** SNS asks for a GET of its URL. A URL from outside is never fetched; an operator confirms in the AWS console. */
function logSubscription({ log }: IntakeDeps, body: unknown): void {
  const message = Confirmation.safeParse(body);
  if (!message.success) return;
  const { SubscribeURL, TopicArn } = message.data;
  const host = new URL(SubscribeURL).host;
  log.warn({ event: 'sns-subscription', host, topic: TopicArn }, 'SNS asks to confirm a subscription');
}
