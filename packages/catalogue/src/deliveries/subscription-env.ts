import { type EnvSpec, flagVariable } from '@nianbao/service-kit';
import { z } from 'zod';

/** Variables of what makes subscriptions and what serves them: they must agree. */
export const subscriptionEnv = {
  SECRETS_KEY: {
    schema: z.string().min(16, 'at least 16 characters').optional(),
    description: {
      zh: '加密数据库中网络回调的签名密钥；不设置则以明文存放',
      en: 'Encrypts the signing secrets of webhooks in the database; without it they lie there in plain text',
    },
    secret: true,
  },
  WEBHOOK_ALLOW_HTTP: {
    schema: flagVariable(false),
    description: {
      zh: '网络回调是否可以用 http:// 地址（途中任何人都能读到）',
      en: 'Whether webhooks may go to http:// addresses, where anybody on the way can read them',
    },
  },
  WEBHOOK_ALLOW_PRIVATE: {
    schema: flagVariable(false),
    description: {
      zh: '网络回调是否可以发往本机和内网地址（本地部署）；能建订阅的人即可触及这些地址',
      en: 'Whether webhooks may go to addresses of this machine and of private networks (on-premises); whoever may create subscriptions then reaches them',
    },
  },
} as const satisfies EnvSpec;
