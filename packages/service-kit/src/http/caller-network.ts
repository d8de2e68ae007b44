import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import ipaddr from 'ipaddr.js';
import { type EnvSpec, intVariable } from '../env.ts';

/** Variable of services that strangers may call. */
export const callerEnv = {
  TRUSTED_PROXIES: {
    schema: intVariable(0, 0, 10),
    description: {
      zh: '控制台和接收服务前有几层反向代理（每层都写入 X-Forwarded-For）；0 表示不采信该请求头',
      en: 'How many reverse proxies stand before console and intake, each adding to X-Forwarded-For; 0 believes no such header',
    },
  },
} as const satisfies EnvSpec;

/**
 * Whom to count a stranger's calls against: the address the request comes from, or, behind `trustedProxies` of one's own, the one that the
 * first of them saw. Of an IPv6 address the first 64 bits, since whoever has one has as many of the rest as he likes.
 */
export function callerNetwork(c: Context<{ Bindings: Partial<HttpBindings> }>, trustedProxies = 0): string {
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-trustedProxies)?.trim();
  const seen = c.env?.incoming?.socket.remoteAddress;
  return networkOf((trustedProxies > 0 ? forwarded : undefined) ?? seen ?? '');
}

function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv6' ? parsed.toByteArray().slice(0, 8).join('.') : parsed.toString();
}
