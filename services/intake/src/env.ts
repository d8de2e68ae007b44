import { type EnvSpec, intVariable, optionalVariable, textVariable } from '@nianbao/service-kit';
import { z } from 'zod';

/** Variables of the HTTP side of the intake. */
export const intakeEnv = {
  INTAKE_HOST: {
    schema: textVariable('127.0.0.1'),
    description:
      'Address the upload API listens on; any other than loopback needs INTAKE_API_KEY or a key in the catalogue',
  },
  INTAKE_PORT: {
    schema: intVariable(7301, 0, 65_535),
    description: 'Port of the upload API; 0 takes a free one',
  },
  INTAKE_API_KEY: {
    schema: z.string().min(16, 'at least 16 characters').optional(),
    description: 'Key to upload with, besides those in the catalogue',
    secret: true,
  },
  INTAKE_ALLOWED_ORIGINS: {
    schema: z
      .string()
      .default('')
      .transform((origins) => origins.split(/[\s,]+/).filter((origin) => origin !== '')),
    description: 'Origins of web pages that may upload from the browser, comma-separated',
  },
  EVENT_SECRET: {
    schema: z.string().min(16, 'at least 16 characters').optional(),
    description: 'Secret that the object store’s event notifications must carry',
    secret: true,
  },
  EVENT_BUCKET: {
    schema: optionalVariable(),
    description: 'Bucket whose events are heeded; unset: the bucket of the object store',
    example: 'nianbao',
  },
  MAX_UPLOAD_BYTES: {
    schema: intVariable(100 * 1024 * 1024, 1, 5 * 1024 ** 3),
    description: 'Largest file that is taken over HTTP, in bytes',
  },
  MAX_CONCURRENT_UPLOADS: {
    schema: intVariable(64, 1, 10_000),
    description: 'Uploads received at the same time; further ones are told to come back',
  },
} as const satisfies EnvSpec;
