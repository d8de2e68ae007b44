import { type EnvSpec, flagVariable } from '@nianbao/service-kit';
import { z } from 'zod';

/** Variables of what makes subscriptions and what serves them: they must agree. */
export const subscriptionEnv = {
  SECRETS_KEY: {
    schema: z.string().min(16, 'at least 16 characters').optional(),
    description:
      'Encrypts the signing secrets of webhooks in the database; without it they lie there in plain text',
    secret: true,
  },
  WEBHOOK_ALLOW_HTTP: {
    schema: flagVariable(false),
    description: 'Whether webhooks may go to http:// addresses, where anybody on the way can read them',
  },
  WEBHOOK_ALLOW_PRIVATE: {
    schema: flagVariable(false),
    description:
      'Whether webhooks may go to addresses of this machine and of private networks (on-premises); whoever may create subscriptions then reaches them',
  },
} as const satisfies EnvSpec;
