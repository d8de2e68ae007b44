import { type EnvSpec, intVariable, textVariable } from '@nianbao/service-kit';
import { z } from 'zod';

/** Variables of the console. */
export const consoleEnv = {
  CONSOLE_HOST: {
    schema: textVariable('127.0.0.1'),
    description:
      'Address the console listens on; any other than loopback needs CONSOLE_API_KEY or a key in the catalogue',
  },
  CONSOLE_PORT: {
    schema: intVariable(7300, 0, 65_535),
    description: 'Port of the console; 0 takes a free one',
  },
  CONSOLE_API_KEY: {
    schema: z.string().min(16, 'at least 16 characters').optional(),
    description: 'Key of the console’s administrator, which other keys are made with',
    secret: true,
  },
  CONSOLE_RATE_LIMIT: {
    schema: intVariable(6_000, 0, 1_000_000),
    description: 'Requests a minute that each key may make of all consoles together; 0 for any number',
  },
  CONSOLE_ALLOWED_ORIGINS: {
    schema: z
      .string()
      .default('')
      .transform((origins) => origins.split(/[\s,]+/).filter((origin) => origin !== '')),
    description: 'Origins of web pages, other than the console’s own, that may call its API, comma-separated',
  },
  AUDIT_KEEP_DAYS: {
    schema: intVariable(730, 1, 36_500),
    description: 'Days for which the audit of who did what is kept',
  },
  CONSOLE_INTAKE_URL: {
    schema: z.url({ protocol: /^https?$/, error: 'an http or https URL' }).optional(),
    description: 'Where the console reaches the intake; without it its pages cannot upload',
    example: 'http://127.0.0.1:7301',
  },
  CONSOLE_UPLOAD_ORIGINS: {
    schema: z
      .string()
      .default('')
      .transform((origins) => origins.split(/[\s,]+/).filter((origin) => origin !== '')),
    description:
      'Origins of the presigned URLs that pages upload to, comma-separated (default: that of the object store)',
  },
} as const satisfies EnvSpec;
