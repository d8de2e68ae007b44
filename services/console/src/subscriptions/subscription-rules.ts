import { randomBytes } from 'node:crypto';
import { createSecretBox, type KeptSecret, type SecretBox } from '@nianbao/catalogue';
import type { SubscriptionFilter, SubscriptionTarget } from '@nianbao/contracts';
import { isPublicAddress, literalAddress, problem } from '@nianbao/service-kit/http';

/** What an installation allows of webhooks; the deliver service holds to the same. */
export interface WebhookSettings {
  secretsKey: string | undefined;
  allowHttp: boolean;
  allowPrivate: boolean;
}

export interface SubscriptionRules {
  /** Throws BAD_REQUEST for an address that the deliver service would refuse. Names are resolved when it connects, not here. */
  checkTarget(target: SubscriptionTarget): void;
  /** Throws BAD_REQUEST for genres that are not known. */
  checkFilter(filter: SubscriptionFilter | undefined): void;
  /** A new signing secret, and as it is kept. */
  makeSecret(): { secret: string; kept: KeptSecret };
}

/** Standard Webhooks asks for 24 to 64 bytes. */
const secretBytes = 32;

export function subscriptionRules(
  settings: WebhookSettings,
  profiles: () => readonly string[],
): SubscriptionRules {
  let box: SecretBox | undefined;
  return {
    checkTarget(target) {
      if (target.kind === 'webhook') checkUrl(new URL(target.url), settings);
    },
    checkFilter(filter) {
      const known = profiles();
      const unknown = filter?.profiles?.find((id) => !known.includes(id));
      if (unknown !== undefined)
        throw problem('BAD_REQUEST', {
          zh: `filter.profiles：没有“${unknown}”，可选 ${known.join('、')}`,
          en: `filter.profiles: "${unknown}" is not one of ${known.join(', ')}`,
        });
    },
    makeSecret() {
      box ??= createSecretBox(settings.secretsKey);
      const secret = `whsec_${randomBytes(secretBytes).toString('base64')}`;
      return {
        secret,
        kept: { sealed: box.seal(secret), createdAt: new Date().toISOString(), expiresAt: null },
      };
    },
  };
}

function checkUrl(url: URL, { allowHttp, allowPrivate }: WebhookSettings): void {
  if (url.protocol !== 'https:' && !allowHttp)
    throw problem('BAD_REQUEST', {
      zh: 'target.url：须为 https:// 地址（或设置 WEBHOOK_ALLOW_HTTP）',
      en: 'target.url: an https:// address (or set WEBHOOK_ALLOW_HTTP)',
    });
  const literal = literalAddress(url);
  const isLocal = /(?:^|\.)localhost\.?$/.test(url.hostname);
  if (!allowPrivate && (isLocal || (literal !== null && !isPublicAddress(literal)))) {
    throw problem('BAD_REQUEST', {
      zh: `target.url：${url.hostname} 不是互联网地址（内网部署请设置 WEBHOOK_ALLOW_PRIVATE）`,
      en: `target.url: ${url.hostname} is no address of the internet (on-premises, set WEBHOOK_ALLOW_PRIVATE)`,
    });
  }
}
