import {
  DeliveryPage,
  DeliveryQuery,
  ReplayRequest,
  ReplayResponse,
  RotatedSecret,
  RotateSecret,
  TestOutcome,
  testMessage,
  webhookTestsQueue,
} from '@nianbao/contracts';
import { type Route, route } from '@nianbao/http-api';
import { problem } from '@nianbao/service-kit/http';
import { type ConsoleDeps, refuseCursor } from '../console-deps.ts';
import { known, subscriptionPath } from './subscription-routes.ts';
import type { SubscriptionRules } from './subscription-rules.ts';

/** Below the time that callers from the queue are given. */
const testWaitMs = 8_000;

/** What can be done with a subscription. */
export function subscriptionActionRoutes(deps: ConsoleDeps, rules: SubscriptionRules): Route[] {
  const { catalogue } = deps;
  return [
    route({
      ...subscriptionPath,
      id: 'list-deliveries',
      method: 'get',
      path: '/api/subscriptions/:name/deliveries',
      role: 'reader',
      summary: {
        zh: '一个订阅的投递记录，默认死信',
        en: 'Deliveries to a subscription, the dead letters unless asked otherwise',
      },
      query: DeliveryQuery,
      answers: { 200: DeliveryPage },
      async handle({ params: { name }, query }) {
        await known(deps, name);
        return catalogue.deliveries(name, query).catch(refuseCursor);
      },
    }),
    route({
      ...subscriptionPath,
      id: 'replay-subscription',
      method: 'post',
      path: '/api/subscriptions/:name/replay',
      role: 'operator',
      summary: {
        zh: '重新投递：从某个日期起、符合条件的，或死信',
        en: 'Send results again: from a date, for a filter, or the dead letters',
      },
      body: ReplayRequest,
      answers: { 200: ReplayResponse },
      async handle({ params: { name }, body }) {
        rules.checkFilter(body.filter);
        await known(deps, name);
        return { replayed: (await catalogue.replay(name, body)) ?? 0 };
      },
    }),
    route({
      ...subscriptionPath,
      id: 'test-subscription',
      method: 'post',
      path: '/api/subscriptions/:name/test',
      role: 'operator',
      summary: { zh: '发送一条标明为测试的消息', en: 'Send one event that is marked as a test' },
      answers: { 200: TestOutcome },
      handle: ({ params: { name } }) => test(deps, name),
    }),
    route({
      ...subscriptionPath,
      id: 'rotate-subscription-secret',
      method: 'post',
      path: '/api/subscriptions/:name/secret',
      role: 'operator',
      summary: {
        zh: '更换签名密钥；旧密钥在过渡期内同时有效',
        en: 'Make a new signing secret; the old one stays good for a while',
      },
      body: RotateSecret,
      secretAnswer: true,
      answers: { 200: RotatedSecret },
      handle: ({ params: { name }, body }) => rotate(deps, rules, name, body.overlapHours),
    }),
  ];
}

async function test(deps: ConsoleDeps, name: string): Promise<TestOutcome> {
  const { target } = await known(deps, name);
  const { pipeline } = deps;
  if (target.kind === 'webhook')
    return pipeline.inTime(pipeline.sendTest(webhookTestsQueue, { subscription: name }, testWaitMs));
  return pipeline.inTime(pipeline.sendTest(target.queue, testMessage(name, new Date()), testWaitMs));
}

async function rotate(
  deps: ConsoleDeps,
  rules: SubscriptionRules,
  name: string,
  overlapHours: number,
): Promise<RotatedSecret> {
  const receiver = await deps.catalogue.receiver(name);
  if (receiver?.target.kind !== 'webhook') {
    await known(deps, name);
    throw problem('BAD_REQUEST', {
      zh: '队列没有签名密钥',
      en: 'a queue has no signing secret',
    });
  }
  const previousExpiresAt = new Date(Date.now() + overlapHours * 3_600_000).toISOString();
  const { secret, kept } = rules.makeSecret();
  const stillGood = receiver.secrets
    .map((old) => ({ ...old, expiresAt: old.expiresAt ?? previousExpiresAt }))
    .filter(({ expiresAt }) => Date.parse(expiresAt) > Date.now())
    // Two are signed with at a time: the one that was in use, and the new one.
    .slice(0, 1);
  await deps.catalogue.changeSubscription(name, { secrets: [kept, ...stillGood] });
  return { secret, previousExpiresAt };
}
