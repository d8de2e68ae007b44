import {
  ChangeSubscription,
  CreatedSubscription,
  CreateSubscription,
  DeletedSubscription,
  SubscriptionName,
  SubscriptionStatus,
  SubscriptionsResponse,
  webhookQueue,
} from '@nianbao/contracts';
import { parseRequest, type Route, route } from '@nianbao/http-api';
import { problem } from '@nianbao/service-kit/http';
import { z } from 'zod';
import type { ConsoleDeps } from '../console-deps.ts';
import { consoleProblem } from '../console-problem.ts';
import type { SubscriptionRules } from './subscription-rules.ts';

export const subscriptionPath = {
  tag: 'subscriptions',
  params: z.object({ name: SubscriptionName }),
} as const;

/** Receivers of results: made, changed and removed here, served by the deliver service. */
export function subscriptionRoutes(deps: ConsoleDeps, rules: SubscriptionRules): Route[] {
  const { catalogue } = deps;
  return [
    route({
      id: 'list-subscriptions',
      method: 'get',
      path: '/api/subscriptions',
      tag: 'subscriptions',
      role: 'reader',
      summary: {
        zh: '全部订阅及其投递情况：待投递、延迟、失败、死信',
        en: 'All subscriptions and how they stand: pending, lag, failures, dead letters',
      },
      answers: { 200: SubscriptionsResponse },
      handle: async () => ({ subscriptions: await catalogue.subscriptions() }),
    }),
    route({
      id: 'create-subscription',
      method: 'post',
      path: '/api/subscriptions',
      tag: 'subscriptions',
      role: 'operator',
      summary: {
        zh: '新建订阅；网络回调的签名密钥只显示这一次',
        en: 'Create a subscription; the signing secret of a webhook is shown this once',
      },
      body: CreateSubscription,
      secretAnswer: true,
      answers: { 201: CreatedSubscription },
      handle: ({ body }) => create(deps, rules, body),
    }),
    route({
      ...subscriptionPath,
      id: 'show-subscription',
      method: 'get',
      path: '/api/subscriptions/:name',
      role: 'reader',
      summary: { zh: '一个订阅及其投递情况', en: 'One subscription and how it stands' },
      answers: { 200: SubscriptionStatus },
      handle: ({ params: { name } }) => known(deps, name),
    }),
    route({
      ...subscriptionPath,
      id: 'change-subscription',
      method: 'patch',
      path: '/api/subscriptions/:name',
      role: 'operator',
      summary: { zh: '修改、暂停或恢复订阅', en: 'Change, pause or resume a subscription' },
      body: ChangeSubscription,
      answers: { 200: SubscriptionStatus },
      handle: ({ params: { name }, body }) => change(deps, rules, name, body),
    }),
    route({
      ...subscriptionPath,
      id: 'delete-subscription',
      method: 'delete',
      path: '/api/subscriptions/:name',
      role: 'operator',
      summary: {
        zh: '删除订阅及其投递记录和死信',
        en: 'Delete a subscription with its deliveries and dead letters',
      },
      answers: { 200: DeletedSubscription },
      handle: ({ params: { name } }) => remove(deps, name),
    }),
  ];
}

/** Throws SUBSCRIPTION_UNKNOWN. */
export async function known({ catalogue }: Pick<ConsoleDeps, 'catalogue'>, name: string) {
  const found = await catalogue.subscription(name);
  if (found === null) throw consoleProblem('SUBSCRIPTION_UNKNOWN', name);
  return found;
}

async function create(
  deps: ConsoleDeps,
  rules: SubscriptionRules,
  wanted: CreateSubscription,
): Promise<CreatedSubscription> {
  rules.checkTarget(wanted.target);
  rules.checkFilter(wanted.filter);
  const made = wanted.target.kind === 'webhook' ? rules.makeSecret() : null;
  const taken = await deps.catalogue.createSubscription(wanted, made === null ? [] : [made.kept]);
  if (taken !== null)
    throw consoleProblem('SUBSCRIPTION_TAKEN', {
      zh: taken === 'queue' ? '队列已被占用' : '名称已被占用',
      en: `the ${taken} is taken`,
    });
  return { subscription: await known(deps, wanted.name), secret: made?.secret ?? null };
}

async function change(
  deps: ConsoleDeps,
  rules: SubscriptionRules,
  name: string,
  { url, filter, payload, state }: ChangeSubscription,
): Promise<SubscriptionStatus> {
  const { target } = await known(deps, name);
  if (url !== undefined && target.kind !== 'webhook')
    throw problem('BAD_REQUEST', {
      zh: 'url：此订阅不是 webhook',
      en: 'url: it is no webhook',
    });
  const moved =
    url === undefined ? undefined : parseRequest(CreateSubscription.shape.target, { kind: 'webhook', url });
  if (moved) rules.checkTarget(moved);
  rules.checkFilter(filter);
  await deps.catalogue.changeSubscription(name, {
    ...(moved && { target: moved }),
    ...(filter && { filter }),
    ...(payload && { payload }),
    ...(state && { state }),
  });
  return known(deps, name);
}

async function remove(deps: ConsoleDeps, name: string): Promise<DeletedSubscription> {
  const { builtIn, target } = await known(deps, name);
  if (builtIn) throw consoleProblem('SUBSCRIPTION_BUILT_IN', name);
  await deps.catalogue.deleteSubscription(name);
  // What lies on a queue of the consumer's own is the consumer's.
  if (target.kind === 'webhook') await deps.pipeline.inTime(deps.pipeline.dropQueue(webhookQueue(name)));
  return { deleted: name };
}
