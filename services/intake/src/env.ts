import { type EnvSpec, intVariable, optionalVariable, textVariable } from '@nianbao/service-kit';
import { z } from 'zod';

/** Variables of the HTTP side of the intake. */
export const intakeEnv = {
  INTAKE_HOST: {
    schema: textVariable('127.0.0.1'),
    description: {
      zh: '上传接口监听的地址；非本机地址须有 INTAKE_API_KEY 或目录库中的密钥',
      en: 'Address the upload API listens on; any other than loopback needs INTAKE_API_KEY or a key in the catalogue',
    },
  },
  INTAKE_PORT: {
    schema: intVariable(7301, 0, 65_535),
    description: {
      zh: '上传接口的端口；0 表示任取空闲端口',
      en: 'Port of the upload API; 0 takes a free one',
    },
  },
  INTAKE_API_KEY: {
    schema: z.string().min(16, 'at least 16 characters').optional(),
    description: {
      zh: '上传用的密钥，目录库中的密钥之外另加的一个',
      en: 'Key to upload with, besides those in the catalogue',
    },
    secret: true,
  },
  INTAKE_ALLOWED_ORIGINS: {
    schema: z
      .string()
      .default('')
      .transform((origins) => origins.split(/[\s,]+/).filter((origin) => origin !== '')),
    description: {
      zh: '可从浏览器上传的网页来源，用逗号分隔',
      en: 'Origins of web pages that may upload from the browser, comma-separated',
    },
  },
  EVENT_SECRET: {
    schema: z.string().min(16, 'at least 16 characters').optional(),
    description: {
      zh: '对象存储的事件通知须带的口令',
      en: 'Secret that the object store’s event notifications must carry',
    },
    secret: true,
  },
  EVENT_BUCKET: {
    schema: optionalVariable(),
    description: {
      zh: '只处理此存储桶的事件；不设置则为对象存储的桶',
      en: 'Bucket whose events are heeded; unset: the bucket of the object store',
    },
    example: 'nianbao',
  },
  MAX_UPLOAD_BYTES: {
    schema: intVariable(100 * 1024 * 1024, 1, 5 * 1024 ** 3),
    description: {
      zh: '经 HTTP 接收的最大文件（字节）',
      en: 'Largest file that is taken over HTTP, in bytes',
    },
  },
  MAX_CONCURRENT_UPLOADS: {
    schema: intVariable(64, 1, 10_000),
    description: {
      zh: '同时接收的上传数；超过的请对方稍后再来',
      en: 'Uploads received at the same time; further ones are told to come back',
    },
  },
} as const satisfies EnvSpec;
